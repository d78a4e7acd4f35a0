/** Pets and their parents. A pet is a resource, too: it cannot be in two places at once. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.pet;
