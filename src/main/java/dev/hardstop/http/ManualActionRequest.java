package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.smtp.DomainName;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The manual action that the body of a request asks for. Every error in the body is a problem 400.
 */
record ManualActionRequest(Subject subject, ManualAction action) {
  private static final List<String> RELEASE_KEYS = List.of("subject", "why", "includeComplaint");
  private static final List<String> SUPPRESSION_KEYS =
      List.of("subject", "why", "until", "streams");
  private static final List<String> EXCLUDED_DAYS_KEYS =
      List.of("domain", "from", "to", "why", "reasons");

  static final int LONGEST_WHY = 500;
  private static final int LENGTH_OF_A_DATE = "2026-11-24".length();
  static final int MOST_DAYS = 31;
  private static final int MOST_REASONS = 50;
  private static final int MOST_STREAMS = 100;

  ManualActionRequest {
    requireNonNull(subject, "subject is null");
    requireNonNull(action, "action is null");
  }

  /** Reads the body of {@code POST /v1/release}. If it has a {@code domain}, the action excludes days. */
  static ManualActionRequest release(JsonBody body, String who, Instant now) {
    if (body.has("domain")) {
      return excludedDays(body.only(EXCLUDED_DAYS_KEYS), who, now);
    }
    body.only(RELEASE_KEYS);
    return new ManualActionRequest(
        subject(body),
        new ManualAction.Release(newId(), who, why(body), now, body.flag("includeComplaint")));
  }

  /** The body of {@code POST /v1/suppress}. */
  static ManualActionRequest suppression(JsonBody body, Streams listed, String who, Instant now) {
    body.only(SUPPRESSION_KEYS);
    return new ManualActionRequest(
        subject(body),
        new ManualAction.Suppression(
            newId(), who, why(body), now, until(body, today(now)), streams(body, listed)));
  }

  private static ManualActionRequest excludedDays(JsonBody body, String who, Instant now) {
    Subject domain = domain(body);
    LocalDate from = date("from", body.text("from"));
    LocalDate to = date("to", body.text("to"));
    if (to.isBefore(from)) {
      throw ProblemException.badRequest("to must not be before from.");
    }
    if (to.isAfter(today(now))) {
      throw ProblemException.badRequest("to must not be after today, " + today(now) + " (UTC).");
    }
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw ProblemException.badRequest(
          "from and to must be within " + MOST_DAYS + " days: send several actions.");
    }
    return new ManualActionRequest(
        domain,
        new ManualAction.ExcludeDays(newId(), who, why(body), now, from, to, reasons(body)));
  }

  static Subject subject(JsonBody body) {
    try {
      return Subject.parse(body.text("subject"));
    } catch (InvalidAddressException invalid) {
      throw ProblemException.badRequest(
          "subject must be an address, or @ and a domain: " + invalid.getMessage() + ".");
    }
  }

  private static Subject domain(JsonBody body) {
    try {
      return new Subject.Domain(DomainName.canonical(body.text("domain").strip()));
    } catch (InvalidAddressException invalid) {
      throw ProblemException.badRequest(
          "domain must be a domain such as contoso.com: " + invalid.getMessage() + ".");
    }
  }

  static String why(JsonBody body) {
    String why = body.text("why").strip();
    int length = why.codePointCount(0, why.length());
    if (length < 1 || length > LONGEST_WHY) {
      throw ProblemException.badRequest("why must have 1 to " + LONGEST_WHY + " characters.");
    }
    if (why.codePoints()
        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
      throw ProblemException.badRequest("why must be one line of text.");
    }
    return why;
  }

  private static Optional<LocalDate> until(JsonBody body, LocalDate today) {
    Optional<LocalDate> until = body.optionalText("until").map(text -> date("until", text));
    if (until.isPresent() && !until.get().isAfter(today)) {
      throw ProblemException.badRequest("until must be a day after today, " + today + " (UTC).");
    }
    return until;
  }

  static LocalDate date(String key, String text) {
    if (text.length() == LENGTH_OF_A_DATE) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException malformed) {
        // Not chained: its message repeats the text.
      }
    }
    throw ProblemException.badRequest(key + " must be a date such as 2027-01-31.");
  }

  private static SortedSet<String> streams(JsonBody body, Streams listed) {
    SortedSet<String> streams = new TreeSet<>(someOrAll(body, "streams", MOST_STREAMS));
    streams.forEach(name -> ProblemException.requireListed(name, listed));
    return streams;
  }

  private static Set<BounceReason> reasons(JsonBody body) {
    return someOrAll(body, "reasons", MOST_REASONS).stream()
        .map(ManualActionRequest::reason)
        .collect(Collectors.toSet());
  }

  /** Without the key, the action covers everything. An empty list is refused, because it is more likely a mistake. */
  private static List<String> someOrAll(JsonBody body, String key, int most) {
    if (!body.has(key)) {
      return List.of();
    }
    List<String> names = body.texts(key, most);
    if (names.isEmpty()) {
      throw ProblemException.badRequest(
          key + " must name at least one; leave the key out for all.");
    }
    return names;
  }

  private static BounceReason reason(String name) {
    return BounceReason.find(name)
        .orElseThrow(() -> ProblemException.badRequest(
            "reasons must be reasons of bounces such as ACCESS_DENIED."));
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
