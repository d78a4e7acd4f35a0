/**
 * What travels between the programs: each topic's name, key and schema, said once. Generated
 * records live in one package per feature.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.events;
