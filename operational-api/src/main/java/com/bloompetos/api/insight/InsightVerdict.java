package com.bloompetos.api.insight;

/**
 * What asking again came to.
 *
 * @param holds what was said still stands
 * @param isSame the answer is the same to the last digit, and so is the sentence
 * @param sentence as the numbers of now say it
 */
record InsightVerdict(
        boolean holds,
        boolean isSame,
        String saidHash,
        String resultHash,
        String said,
        String sentence) {}
