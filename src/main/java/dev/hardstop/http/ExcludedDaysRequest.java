package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.smtp.DomainName;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a body says of wrong days at a domain. What is wrong with it is a problem 400. */
record ExcludedDaysRequest(JsonBody body) {
  /** The keys of such a body. */
  static final List<String> KEYS = List.of("domain", "from", "to", "why", "reasons");

  private static final int MOST_DAYS = 31;
  private static final int MOST_REASONS = 50;
  private static final String REASONS = "reasons";

  ExcludedDaysRequest {
    requireNonNull(body, "body is null");
  }

  Subject.Domain domain() {
    try {
      return new Subject.Domain(DomainName.canonical(body.text("domain").strip()));
    } catch (InvalidAddressException invalid) {
      throw wrong("domain must be a domain such as contoso.com: " + invalid.getMessage() + ".");
    }
  }

  ManualAction.ExcludeDays action(String id, String who, Instant now) {
    LocalDate from = ManualActionRequest.date("from", body.text("from"));
    LocalDate to = ManualActionRequest.date("to", body.text("to"));
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (to.isBefore(from)) {
      throw wrong("to must not be before from.");
    }
    if (to.isAfter(today)) {
      throw wrong("to must not be after today, " + today + " (UTC).");
    }
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw wrong("from and to must be within " + MOST_DAYS + " days: send several acts.");
    }
    return new ManualAction.ExcludeDays(
        id, who, new ManualActionRequest(body).why(), now, from, to, reasons());
  }

  /** None named are all; an empty list is more likely a mistake. */
  private Set<BounceReason> reasons() {
    if (!body.has(REASONS)) {
      return Set.of();
    }
    List<String> names = body.texts(REASONS, MOST_REASONS);
    if (names.isEmpty()) {
      throw wrong("reasons must name at least one; leave the key out for all.");
    }
    return names.stream().map(ExcludedDaysRequest::reason).collect(Collectors.toSet());
  }

  private static BounceReason reason(String name) {
    Optional<BounceReason> named = Arrays.stream(BounceReason.values())
        .filter(it -> it.name().equals(name))
        .findFirst();
    return named.orElseThrow(
        () -> wrong("reasons must be reasons of bounces such as ACCESS_DENIED."));
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
