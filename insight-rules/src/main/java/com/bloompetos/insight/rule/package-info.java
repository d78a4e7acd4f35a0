/**
 * Pure functions from the facts of a branch to a finding.
 *
 * <p>A rule knows no clock, no store and no framework, so its test is plain.
 */
@NullMarked
package com.bloompetos.insight.rule;

import org.jspecify.annotations.NullMarked;
