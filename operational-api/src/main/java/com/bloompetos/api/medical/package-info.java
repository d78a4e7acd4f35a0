/**
 * A pet's medical record: weights, vaccinations, visits and notes. Notes are sealed in the
 * database, and whoever looks at a record is written down.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.medical;
