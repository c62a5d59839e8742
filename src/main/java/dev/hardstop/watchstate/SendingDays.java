package dev.hardstop.watchstate;

import dev.hardstop.diagnosis.SendingDay;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;

/** Stores, day by day, what {@code watch} saw at all domains together. */
public interface SendingDays {
  /** A day is kept for at least this many days. */
  int KEPT_DAYS = 30;

  /**
   * Those of the given days on which {@code watch} ran; nothing may have bounced on them.
   *
   * @param days UTC days
   */
  Collection<SendingDay> of(Set<LocalDate> days);

  /** Merges what was seen of a day into what is stored of it. It may be repeated, and come late. */
  void add(SendingDay seen);
}
