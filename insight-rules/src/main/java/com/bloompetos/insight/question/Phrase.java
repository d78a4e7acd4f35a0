package com.bloompetos.insight.question;

/**
 * Words that mean one thing together.
 *
 * @param until the first word after it
 * @param meaning what it says, as its kind has it
 */
record Phrase(Kind kind, int until, Object meaning) {

    /** The letter stands for the kind where the order of phrases is checked. */
    enum Kind {
        LEAD('L'),
        KPI('K'),
        PLACE('P'),
        PERIOD('T'),
        BY('G'),
        EVERY('D'),
        SERVICE('S'),
        WEEKDAYS('W'),
        COMPARED('C'),
        WHICH('Q'),
        THE_ONE('U'),
        SOME('N'),
        COUNTED('#'),
        HAD('V'),
        WITH('X'),
        RANKED_BY('B'),
        SUPERLATIVE('H'),
        AUXILIARY('A'),
        END('E'),
        WHY('Y'),
        MOVED('M'),
        /** What only a question for a cause may name, as no-shows. */
        LOOKED_AT('Z'),
        /** A day of the week that is over, where something moved on it. */
        ON_DAY('O');

        final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }
}
