package com.bloompetos.api.insight;

/**
 * An insight with what proves it.
 *
 * @param template what its numbers say, where a language model said it in other words
 * @param definitionVersion of its KPI
 * @param query over staging; whoever may ask it gets the same
 * @param resultHash SHA-256 of the query's answer as tab-separated text
 * @param asOfVersion newest log position among the rows behind it
 */
record InsightEvidence(
        Insight insight,
        String template,
        int definitionVersion,
        String query,
        String resultHash,
        long asOfVersion) {}
