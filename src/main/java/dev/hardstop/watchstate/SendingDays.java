package dev.hardstop.watchstate;

import dev.hardstop.diagnosis.SendingDay;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;

/** What all domains together saw, day by day, as {@code watch} wrote it down. */
public interface SendingDays {
  /** So many days back are kept at least. */
  int KEPT_DAYS = 30;

  /**
   * Those of these days that were watched; they may have been quiet.
   *
   * @param days UTC days
   */
  Collection<SendingDay> of(Set<LocalDate> days);

  /** Adds what was seen to what is known of the day. It may be repeated, and may come late. */
  void add(SendingDay seen);
}
