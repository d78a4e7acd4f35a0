package com.bloompetos.insight.rule;

import java.util.List;

/** Every rule there is, said explicitly. */
public final class Rules {
    public static final List<Rule<?>> ALL =
            List.of(
                    new NoShowSpike(),
                    new RevenueDrop(),
                    new RefundSpike(),
                    new SilentBranch(),
                    new Overbooking(),
                    new LowUtilisation(),
                    new BadFeedback(),
                    new UnpaidInvoices(),
                    new StockoutRisk(),
                    new ExpiringStock(),
                    new OverdueVaccinations());

    private Rules() {}
}
