package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * A day of which a message was delivered to a subject.
 *
 * @param day the UTC day on which the message was sent
 */
public record DeliveryDay(Subject subject, LocalDate day) implements DeliveryWrite {
  public DeliveryDay {
    requireNonNull(subject, "subject is null");
    requireNonNull(day, "day is null");
  }
}
