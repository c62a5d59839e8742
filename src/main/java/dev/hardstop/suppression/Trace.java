package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one rule has seen of a subject: the days, and the newest evidence in full.
 *
 * <p>Days are a set and the newest evidence is a maximum, so {@link #merge} is idempotent,
 * commutative and associative.
 *
 * @param days UTC days, at least one
 * @param newest the evidence of the greatest order
 */
public record Trace(SortedSet<LocalDate> days, Evidence newest) {
  /** Put before the rule id of what came by a forward. */
  public static final String VIA = "via:";

  public Trace {
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    requireNonNull(newest, "newest is null");
  }

  /** What one piece of evidence says. */
  public static Trace of(Evidence evidence) {
    return new Trace(new TreeSet<>(List.of(evidence.provenance().day())), evidence);
  }

  /** The rule of a trace, by a forward or not. */
  static String ruleId(String traceId) {
    return traceId.startsWith(VIA) ? traceId.substring(VIA.length()) : traceId;
  }

  /** Whether a message of this day bounced or was complained about. */
  boolean saw(LocalDate day) {
    return days.contains(day);
  }

  /** Both together. */
  public Trace merge(Trace other) {
    SortedSet<LocalDate> all = new TreeSet<>(days);
    all.addAll(other.days);
    boolean otherIsNewer = other.newest.order().compareTo(newest.order()) > 0;
    return new Trace(all, otherIsNewer ? other.newest : newest);
  }
}
