/**
 * Other programs are told what happened: signed, numbered within each thing, tried again for three
 * days. The database writes the events down with the change itself.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.webhook;
