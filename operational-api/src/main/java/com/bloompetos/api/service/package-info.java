/**
 * What the branches sell: vet visits, grooming, boarding, daycare, training; what each asks for,
 * and what it costs where and when.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.service;
