/** What the branches sell: vet visits, grooming, boarding, daycare, training. Read only so far. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.service;
