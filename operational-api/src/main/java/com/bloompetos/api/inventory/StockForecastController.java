package com.bloompetos.api.inventory;

import com.bloompetos.api.access.Caller;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StockForecastController {
    private final StockForecasts forecasts;

    StockForecastController(StockForecasts forecasts) {
        this.forecasts = forecasts;
    }

    @GetMapping("/v1/branches/{branchId}/stock-forecasts")
    List<StockForecast> of(Caller caller, @PathVariable UUID branchId) {
        return forecasts.of(caller, branchId);
    }
}
