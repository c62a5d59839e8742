package dev.hardstop.letters;

import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.Diagnosis.Figures;
import dev.hardstop.diagnosis.Diagnosis.RepresentativeReply;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Incident;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Writes a letter about a diagnosis, as plain text with the subject in the first line. If the
 * recipients' domain is at fault, the letter is addressed to its administrator; if our own sending is
 * at fault, it is addressed to the person who runs it. Each diagnosis has a template file under
 * {@code letters/}.
 */
public final class Letters {
  private static final TemplateFolder TEMPLATES = TemplateFolder.in("/letters/");

  /**
   * The most days that are listed, which are the newest: as many days as deliveries are counted for.
   */
  private static final int MOST_DAYS = DeliveredRecipients.DAYS;

  private static final String UNKNOWN = "an unknown day";
  private static final Figures.Day NO_DAY = new Figures.Day(0, 0, false, Map.of());

  private Letters() {}

  /**
   * Returns the letter about a diagnosis.
   *
   * @param domain the domain that was diagnosed: A-labels, lower case
   * @param route the mail route of the domain; empty if it was not looked up
   * @return the letter; empty if nothing is unusual
   */
  public static Optional<String> to(Diagnosis diagnosis, String domain, Optional<MailRoute> route) {
    if (diagnosis.name() == Diagnosis.Name.NOTHING_UNUSUAL) {
      return Optional.empty();
    }
    String template = diagnosis.name().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Optional.of(TEMPLATES.render(template, values(diagnosis, domain, route)));
  }

  /** Returns the values of the templates by their names. */
  private static Map<String, Object> values(
      Diagnosis diagnosis, String domain, Optional<MailRoute> route) {
    Diagnosis.DiagnosisBasis basis = diagnosis.basis();
    SortedMap<LocalDate, Figures.Day> byDay = basis.figures().byDay();
    Optional<LocalDate> worst = worst(byDay);
    int most = worst.map(byDay::get).orElse(NO_DAY).bounced();
    Optional<LocalDate> lastDelivered = lastDelivered(byDay, basis.since());
    return Map.ofEntries(
        Map.entry("domain", PlainText.line(domain)),
        Map.entry("since", text(basis.since().or(() -> worst))),
        Map.entry("worst", text(worst)),
        Map.entry("one", most == 1),
        Map.entry("count", most == 1 ? "1 recipient" : most + " recipients"),
        Map.entry("recipients", most == 1 ? "one recipient" : most + " different recipients"),
        Map.entry("accepted", lastDelivered.isPresent()),
        Map.entry("lastDelivered", text(lastDelivered)),
        Map.entry("held", isHeld(diagnosis)),
        Map.entry("holdHours", Long.toString(Incident.HOLD.toHours())),
        Map.entry("days", lines(byDay)),
        Map.entry("sampled", basis.figures().sampled()),
        Map.entry("quoted", basis.reply().<Object>map(Letters::quoted).orElse(false)),
        Map.entry("route", route.<Object>map(Letters::route).orElse(false)));
  }

  /** Returns whether addresses are held. They are not if the bounces may be forged. */
  private static boolean isHeld(Diagnosis diagnosis) {
    return diagnosis.name() == Diagnosis.Name.DOMAIN_INCIDENT
        && diagnosis.basis().confidence() != Confidence.LOW;
  }

  /** Returns the day with the most bounces; the latest of several days with the same number. */
  private static Optional<LocalDate> worst(SortedMap<LocalDate, Figures.Day> byDay) {
    return byDay.entrySet().stream()
        .filter(day -> day.getValue().bounced() > 0)
        .reduce(
            (one, other) -> other.getValue().bounced() >= one.getValue().bounced() ? other : one)
        .map(Map.Entry::getKey);
  }

  /**
   * Returns the newest day with a delivery before the bounces began, or else the newest day with a
   * delivery.
   */
  private static Optional<LocalDate> lastDelivered(
      SortedMap<LocalDate, Figures.Day> byDay, Optional<LocalDate> since) {
    return since
        .flatMap(day -> newestDelivered(byDay.headMap(day)))
        .or(() -> newestDelivered(byDay));
  }

  private static Optional<LocalDate> newestDelivered(SortedMap<LocalDate, Figures.Day> byDay) {
    return byDay.entrySet().stream()
        .filter(day -> day.getValue().delivered() > 0)
        .map(Map.Entry::getKey)
        .reduce((earlier, later) -> later);
  }

  private static List<String> lines(SortedMap<LocalDate, Figures.Day> byDay) {
    List<String> lines = new ArrayList<>();
    byDay.forEach(
        (date, day) -> lines.add("%s   %11d   %s".formatted(date, day.bounced(), accepted(day))));
    return lines.subList(Math.max(0, lines.size() - MOST_DAYS), lines.size());
  }

  private static String accepted(Figures.Day day) {
    return day.orMore() ? day.delivered() + " or more" : Integer.toString(day.delivered());
  }

  private static Map<String, Object> quoted(RepresentativeReply reply) {
    return Map.of(
        "sent",
        reply.sentAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        "lines",
        PlainText.wrapped(reply.text()));
  }

  private static Map<String, Object> route(MailRoute route) {
    return Map.of(
        "state", explanation(route),
        "hosts", route.hosts().stream().map(PlainText::line).toList(),
        "remarks", route.remarks().stream().map(PlainText::line).toList());
  }

  private static String explanation(MailRoute route) {
    return switch (route.state()) {
      case MX -> route.provider().map(provider -> "MX, " + provider.title()).orElse("MX");
      case ADDRESS_ONLY -> "no MX record, so mail is sent to the address of the domain itself";
      case NULL_MX -> "a null MX: the domain accepts no mail";
      case NO_ROUTE -> "neither an MX record nor an address, so mail cannot be delivered";
      case NO_SUCH_DOMAIN -> "the domain does not exist";
      case SERVER_FAILURE -> "the name servers of the domain fail";
      case TIMEOUT -> "no answer in time";
    };
  }

  private static String text(Optional<LocalDate> day) {
    return day.map(LocalDate::toString).orElse(UNKNOWN);
  }
}
