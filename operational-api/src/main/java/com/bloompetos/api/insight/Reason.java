package com.bloompetos.api.insight;

import java.util.List;

/**
 * What the change of a number is made of. Money is in the hundredth of its currency.
 *
 * @param moved 1 up, -1 down, 0 neither: for a share that of its rate
 * @param now its numerator; of a share the missed or late ones
 * @param nowOf out of how many facts
 * @param before the same of what it is held against, per stretch
 * @param change now less before: the sum of volume, mix and rate up to rounding, and of the parts
 *     of each attribute
 * @param volume what the number of facts brought
 * @param mix what another mix of services brought
 * @param rate what is left: another rate, or another value of each
 * @param query the statement that the warehouse answered
 * @param resultHash of its answer as tab-separated text
 */
public record Reason(
        String kpi,
        String sentence,
        int moved,
        long now,
        long nowOf,
        double before,
        double beforeOf,
        double change,
        long volume,
        long mix,
        long rate,
        List<ReasonPart> parts,
        String query,
        String resultHash) {

    /** One value of one attribute, and what it adds to the change. */
    public record ReasonPart(
            String attribute, String value, long now, double before, double change) {}
}
