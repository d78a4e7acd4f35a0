/**
 * How long stock lasts, what to order, and what expires unused: forecasts and findings.
 *
 * <p>The models and rules stand in insight-rules; here they get their memory and their voice.
 */
@NullMarked
package com.bloompetos.stream.stock;

import org.jspecify.annotations.NullMarked;
