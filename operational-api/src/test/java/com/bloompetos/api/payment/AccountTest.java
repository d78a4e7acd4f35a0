package com.bloompetos.api.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.api.payment.NewPayment.Kind;
import com.bloompetos.api.payment.NewPayment.Method;
import com.bloompetos.api.payment.Payments.Account;
import com.bloompetos.api.problem.Problem;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final UUID BRANCH = UUID.randomUUID();
    private final Account fresh = new Account(BRANCH, "open", 6450, 0);

    @Test
    void aPartIsPaidAndTheRestStaysOpen() {
        var after = fresh.after(payment(3000));
        assertThat(after.status()).isEqualTo("open");
        assertThat(after.openCents()).isEqualTo(3450);
    }

    @Test
    void theLastCentClosesTheInvoice() {
        assertThat(fresh.after(payment(6449)).status()).isEqualTo("open");
        assertThat(fresh.after(payment(6450)).status()).isEqualTo("paid");
    }

    @Test
    void moreThanIsOpenIsRefused() {
        fresh.mustAllow(payment(6450));
        assertThatThrownBy(() -> fresh.mustAllow(payment(6451)))
                .isInstanceOf(Problem.class)
                .hasMessage("Only 6450 cents are open.");
    }

    @Test
    void onlyWhatWasPaidIsGivenBack() {
        assertThatThrownBy(() -> fresh.mustAllow(refund(1))).hasMessage("Only 0 cents were paid.");
        var paid = fresh.after(payment(6450));
        paid.mustAllow(refund(6450));
        assertThatThrownBy(() -> paid.mustAllow(refund(6451))).isInstanceOf(Problem.class);
    }

    @Test
    void aRefundLeavesNothingNewToPay() {
        var after = fresh.after(payment(6450)).after(refund(1000));
        assertThat(after.openCents()).isZero();
        assertThat(after.status()).isEqualTo("paid");
    }

    private static NewPayment payment(long cents) {
        return new NewPayment(UUID.randomUUID(), null, Method.CARD, cents, null);
    }

    private static NewPayment refund(long cents) {
        return new NewPayment(UUID.randomUUID(), Kind.REFUND, Method.CARD, cents, null);
    }
}
