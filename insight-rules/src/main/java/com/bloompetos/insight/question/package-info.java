/**
 * Questions in plain words over the KPI catalogue: a grammar that accounts for every word, or
 * refuses and says which one it did not understand. It never guesses.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.insight.question;
