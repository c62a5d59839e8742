package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** What a body says of an act. What is wrong with it is a problem 400. */
record ManualActionRequest(JsonBody body) {
  private static final int LONGEST_WHY = 500;
  private static final String UNTIL = "until";
  private static final int LENGTH_OF_A_DATE = "2026-11-24".length();

  ManualActionRequest {
    requireNonNull(body, "body is null");
  }

  Subject subject() {
    try {
      return Subject.parse(body.text("subject"));
    } catch (InvalidAddressException invalid) {
      throw wrong("subject must be an address, or @ and a domain: " + invalid.getMessage() + ".");
    }
  }

  String why() {
    String why = body.text("why").strip();
    int length = why.codePointCount(0, why.length());
    if (length < 1 || length > LONGEST_WHY) {
      throw wrong("why must have 1 to " + LONGEST_WHY + " characters.");
    }
    if (why.codePoints().anyMatch(ManualActionRequest::isNoText)) {
      throw wrong("why must be one line of text.");
    }
    return why;
  }

  boolean includesComplaint() {
    return body.flag("includeComplaint");
  }

  /** The first day on which mail may be tried again. */
  Optional<LocalDate> until(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Optional<LocalDate> until = body.optionalText(UNTIL).map(text -> date(UNTIL, text));
    if (until.filter(day -> !day.isAfter(today)).isPresent()) {
      throw wrong("until must be a day after today, " + today + " (UTC).");
    }
    return until;
  }

  /** A day that the text of this key writes. */
  static LocalDate date(String key, String text) {
    if (text.length() == LENGTH_OF_A_DATE) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException noDate) {
        // Not chained: its message repeats the text.
      }
    }
    throw wrong(key + " must be a date such as 2027-01-31.");
  }

  private static boolean isNoText(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
