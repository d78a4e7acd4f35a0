package com.bloompetos.insight.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.forecast.ItemStock.Inbound;
import com.bloompetos.insight.forecast.ItemStock.Lot;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An item of which four are used a day. */
class StockForecastTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

    private final BranchCalendar calendar = new BranchCalendar();
    private final ItemDemand demand = new ItemDemand(new Profile(), new Profile(), Spread.shared());

    @BeforeEach
    void learn() {
        for (int day = 120; day > 0; day--) {
            demand.observe(TODAY.minusDays(day), 3 + (day * 7) % 3, true, calendar);
        }
    }

    @Test
    void theShelfIsEmptyWhenTheDemandHasUsedIt() {
        assertThat(of(10).stockoutOn()).isEqualTo(TODAY.plusDays(2));
        assertThat(of(0).stockoutOn()).isEqualTo(TODAY);
        assertThat(of(1_000).stockoutOn()).isNull();
        assertThat(of(10).dailyMean()).isCloseTo(4, Offset.offset(0.3));
    }

    @Test
    void runningOutBeforeTheDeliveryIsLikelierTheLessThereIs() {
        assertThat(of(0).probability()).isEqualTo(1);
        assertThat(of(15).probability()).isGreaterThan(0.95);
        assertThat(of(28).probability()).isBetween(0.2, 0.8);
        assertThat(of(60).probability()).isLessThan(0.01);
        assertThat(of(10).lostUnits()).isCloseTo(18, Offset.offset(2.0));
    }

    @Test
    void theOrderLastsADeliveryAndTwoWeeksAndComesInTime() {
        var forecast = of(40);
        // 21 days of 4, and a margin for what chance adds in nineteen of twenty times.
        assertThat(forecast.orderQuantity()).isBetween(44, 62);
        assertThat(forecast.orderBy()).isBetween(TODAY, TODAY.plusDays(3));
        assertThat(of(200).orderQuantity()).isZero();
        assertThat(of(200).orderBy()).isNull();
    }

    @Test
    void whatIsOnItsWayIsNotOrderedAgain() {
        var stock =
                new ItemStock(
                        10,
                        List.of(),
                        List.of(new Inbound(TODAY.plusDays(2), 100)),
                        7,
                        0,
                        List.of(),
                        0,
                        0);
        var forecast = StockForecast.of(TODAY, stock, demand, calendar);
        assertThat(forecast.deliveryOn()).isEqualTo(TODAY.plusDays(2));
        assertThat(forecast.probability()).isLessThan(of(10).probability());
        assertThat(forecast.orderQuantity()).isZero();
        assertThat(forecast.stockoutOn()).isAfter(TODAY.plusDays(20));
    }

    @Test
    void bookingsBeyondTheUsualAreAddedAndUsualOnesAreNot() {
        assertThat(booked(4).expectedUntilDelivery())
                .isCloseTo(of(28).expectedUntilDelivery(), Offset.offset(0.5));
        assertThat(booked(10).expectedUntilDelivery()).isCloseTo(70, Offset.offset(2.0));
        assertThat(booked(10).probability()).isGreaterThan(0.99);
    }

    @Test
    void whatNobodyWillHaveUsedIsToldLotByLot() {
        var forecast =
                lots(
                        100,
                        new Lot(TODAY.plusDays(4), 30),
                        new Lot(TODAY.plusDays(9), 20),
                        new Lot(TODAY.minusDays(1), 5));
        // Five are over; of thirty the five days use twenty, and of twenty the next five days all.
        assertThat(forecast.expiring()).hasSize(2);
        assertThat(forecast.expiring().get(0).unusedUnits()).isEqualTo(5);
        assertThat(forecast.expiring().get(1).unusedUnits()).isCloseTo(10, Offset.offset(2.0));
        assertThat(lots(20, new Lot(TODAY.plusDays(20), 20)).expiring()).isEmpty();
    }

    @Test
    void onlyWhatIsBeyondTheOwnNeedIsSpare() {
        assertThat(of(60).spareUnits()).isZero();
        assertThat(of(200).spareUnits()).isBetween(90, 115);
        assertThat(lots(60, new Lot(TODAY.plusDays(4), 60)).spareUnits()).isBetween(35, 45);
    }

    private StockForecast of(int onHand) {
        return lots(onHand);
    }

    private StockForecast lots(int onHand, Lot... lots) {
        var stock = new ItemStock(onHand, List.of(lots), List.of(), 7, 0, List.of(), 0, 0);
        return StockForecast.of(TODAY, stock, demand, calendar);
    }

    private StockForecast booked(double aDay) {
        var stock =
                new ItemStock(28, List.of(), List.of(), 7, 0, Collections.nCopies(7, aDay), 0, 0);
        return StockForecast.of(TODAY, stock, demand, calendar);
    }
}
