package dev.hardstop.suppression;

/** What a delivery may have to write. */
public sealed interface DeliveryNote permits DeliveryDay, RecipientDay {}
