package com.bloompetos.insight.rule;

/** What one branch has of one item, and when it means to order more. */
public record StockLevel(String sku, int onHand, int reorderPoint, int reorderQuantity) {}
