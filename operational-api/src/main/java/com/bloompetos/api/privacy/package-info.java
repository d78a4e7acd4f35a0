/**
 * What is personal: sealed before it is stored, handed out to its person, anonymised when they ask.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.privacy;
