/**
 * Copies of what cannot be made again, taken while everything runs, and their way back: the
 * database with its log and slot, the topics with their schemas, the warehouse.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.local.backup;
