/**
 * Who changed what and who looked at medical data: written down by the database with the change
 * itself, sealed into a chain of hashes a second later.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.audit;
