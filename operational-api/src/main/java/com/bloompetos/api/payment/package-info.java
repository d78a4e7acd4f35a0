/**
 * Money that comes in for an invoice, or goes back. Amounts are integer cents in the organization's
 * one currency.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.payment;
