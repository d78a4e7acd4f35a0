package com.bloompetos.api.service;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ServiceController {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;

    ServiceController(TenantTransaction transaction, JdbcClient jdbc) {
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    @GetMapping("/v1/services")
    List<OfferedService> all(Caller caller) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        select service_id, name, category, description, price, duration_minutes, late_cancel_hours
                                        from services order by category, name
                                        """)
                                .query(OfferedService.class)
                                .list());
    }
}
