package dev.hardstop.letters;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Advice;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.Diagnosis.DiagnosisBasis;
import dev.hardstop.diagnosis.Diagnosis.Figures;
import dev.hardstop.diagnosis.Diagnosis.Figures.Day;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.diagnosis.Diagnosis.RepresentativeReply;
import dev.hardstop.diagnosis.MailProvider;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Diagnoses for the tests of letters. */
final class SampleDiagnoses {
  static final LocalDate SINCE = LocalDate.of(2026, 11, 23);
  static final String DENIED =
      "550 5.4.1 Recipient address rejected: Access denied. [<host:prod.outlook.com> <id> <id>]";
  static final Advice ADVICE = new Advice("Look into it.", List.of("Ask."));

  static final MailRoute MICROSOFT_AND_BACKUP = new MailRoute(
      MailRoute.State.MX,
      List.of("contoso-com.mail.protection.outlook.com", "backup.example.net"),
      Optional.of(MailProvider.MICROSOFT),
      List.of("Microsoft 365 is one of several mail hosts."));

  private SampleDiagnoses() {}

  static Diagnosis of(Name name, String words) {
    return new Diagnosis(name, basis(words, false), ADVICE);
  }

  /** The letter about a diagnosis with this name, with everything that a letter can contain. */
  static String letter(Name name) {
    return Letters.to(of(name, DENIED), "contoso.com", Optional.of(MICROSOFT_AND_BACKUP))
        .orElseThrow();
  }

  static DiagnosisBasis basis(String words, boolean sampled) {
    TreeMap<LocalDate, Day> days = new TreeMap<>();
    days.put(SINCE.minusDays(1), new Day(1, 32, true, Map.of(BounceReason.MAILBOX_FULL, 1)));
    days.put(SINCE, new Day(17, 1, false, Map.of(BounceReason.ACCESS_DENIED, 17)));
    days.put(SINCE.plusDays(1), new Day(37, 0, false, Map.of(BounceReason.ACCESS_DENIED, 37)));
    return new DiagnosisBasis(
        Confidence.HIGH,
        Optional.of(SINCE),
        new Figures(days, sampled),
        Optional.of(new RepresentativeReply(
            words,
            BounceReason.ACCESS_DENIED,
            "microsoft.edge-access-denied",
            Instant.parse("2026-11-24T09:15:42.123Z"))));
  }
}
