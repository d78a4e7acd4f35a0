package com.bloompetos.api.alert;

import org.jspecify.annotations.Nullable;

/**
 * A rule and how right it was over the last thirty days.
 *
 * @param promise the share of its judged alerts that should be right
 * @param precision the share that was; absent while nobody has judged
 * @param precisionFrom the lower end of the precision's 95 % interval
 * @param precisionTo the upper end of it
 * @param isDemoted its alerts open as info and are not sent
 */
record RuleStanding(
        String rule,
        String says,
        double promise,
        long opened,
        long acknowledged,
        long wrong,
        @Nullable Double precision,
        double precisionFrom,
        double precisionTo,
        boolean isDemoted) {}
