/**
 * KPI readings as people and programs ask for them, with what must stand beside every number: date
 * basis, definition version and freshness.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.kpi;
