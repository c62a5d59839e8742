package dev.hardstop.letters;

import dev.hardstop.classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.DiagnosisFigures;
import dev.hardstop.diagnosis.MailRoute;
import dev.hardstop.diagnosis.RepresentativeReply;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What the templates are filled with. */
final class LetterModel {
  /** So many days at most are listed, the newest. */
  static final int MOST_DAYS = 14;

  private static final String UNKNOWN = "an unknown day";
  private static final DiagnosisFigures.Day NONE = new DiagnosisFigures.Day(0, 0, false, Map.of());

  private LetterModel() {}

  static Map<String, Object> of(Diagnosis diagnosis, String domain, Optional<MailRoute> route) {
    Diagnosis.Grounds grounds = diagnosis.grounds();
    SortedMap<LocalDate, DiagnosisFigures.Day> byDay = grounds.figures().byDay();
    Optional<LocalDate> worst = worst(byDay);
    int most = worst.map(byDay::get).orElse(NONE).bounced();
    Optional<LocalDate> lastDelivered = lastDelivered(byDay, grounds.since());
    return Map.ofEntries(
        Map.entry("domain", PlainText.line(domain)),
        Map.entry("since", text(grounds.since().or(() -> worst))),
        Map.entry("worst", text(worst)),
        Map.entry("one", most == 1),
        Map.entry("count", most == 1 ? "1 recipient" : most + " recipients"),
        Map.entry("recipients", most == 1 ? "one recipient" : most + " different recipients"),
        Map.entry("accepted", lastDelivered.isPresent()),
        Map.entry("lastDelivered", text(lastDelivered)),
        Map.entry("held", isHeld(diagnosis)),
        Map.entry("days", lines(byDay)),
        Map.entry("sampled", grounds.figures().sampled()),
        Map.entry("quoted", grounds.quote().<Object>map(LetterModel::quoted).orElse(false)),
        Map.entry("route", route.<Object>map(LetterModel::route).orElse(false)));
  }

  /** Nobody is held for bounces that may be forged. */
  private static boolean isHeld(Diagnosis diagnosis) {
    return diagnosis.name() == Diagnosis.Name.DOMAIN_INCIDENT
        && diagnosis.grounds().confidence() != Confidence.LOW;
  }

  /** The day with the most bounces; of several, the latest. */
  private static Optional<LocalDate> worst(SortedMap<LocalDate, DiagnosisFigures.Day> byDay) {
    return byDay.entrySet().stream()
        .filter(day -> day.getValue().bounced() > 0)
        .reduce(
            (one, other) -> other.getValue().bounced() >= one.getValue().bounced() ? other : one)
        .map(Map.Entry::getKey);
  }

  /** The newest day with a delivery before the bad days; where there is none, the newest of all. */
  private static Optional<LocalDate> lastDelivered(
      SortedMap<LocalDate, DiagnosisFigures.Day> byDay, Optional<LocalDate> since) {
    return since
        .flatMap(day -> newestDelivered(byDay.headMap(day)))
        .or(() -> newestDelivered(byDay));
  }

  private static Optional<LocalDate> newestDelivered(
      SortedMap<LocalDate, DiagnosisFigures.Day> byDay) {
    return byDay.entrySet().stream()
        .filter(day -> day.getValue().delivered() > 0)
        .map(Map.Entry::getKey)
        .reduce((earlier, later) -> later);
  }

  private static List<String> lines(SortedMap<LocalDate, DiagnosisFigures.Day> byDay) {
    List<String> lines = new ArrayList<>();
    byDay.forEach(
        (date, day) -> lines.add("%s   %11d   %s".formatted(date, day.bounced(), accepted(day))));
    return lines.subList(Math.max(0, lines.size() - MOST_DAYS), lines.size());
  }

  private static String accepted(DiagnosisFigures.Day day) {
    return day.orMore() ? day.delivered() + " or more" : Integer.toString(day.delivered());
  }

  private static Map<String, Object> quoted(RepresentativeReply quote) {
    return Map.of(
        "sent",
        quote.sent().truncatedTo(ChronoUnit.SECONDS).toString(),
        "lines",
        PlainText.wrapped(quote.words()));
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
