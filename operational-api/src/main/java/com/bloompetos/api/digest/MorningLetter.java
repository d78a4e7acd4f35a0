package com.bloompetos.api.digest;

import java.time.LocalDate;

/**
 * A letter of the morning as it would be now.
 *
 * @param day the one that begins
 * @param body plain text
 */
record MorningLetter(LocalDate day, String subject, String body) {}
