package com.bloompetos.insight.question;

/** A service that the reader's organization sells; its category names all of its kind. */
public record SoldService(String id, String name, String category) {}
