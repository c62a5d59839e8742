package dev.hardstop.suppression;

/** What a delivery may have to write. */
public sealed interface DeliveryWrite permits DeliveryDay, RecipientDay {}
