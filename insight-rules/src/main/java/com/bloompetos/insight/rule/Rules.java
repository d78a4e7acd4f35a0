package com.bloompetos.insight.rule;

import java.util.List;

/** Every rule there is, said explicitly. */
public final class Rules {
    public static final List<Rule<?>> ALL =
            List.of(
                    new NoShowSpike(),
                    new StockoutRisk(),
                    new ExpiringStock(),
                    new OverdueVaccinations());

    private Rules() {}
}
