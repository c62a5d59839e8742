package dev.hardstop.watch;

import static dev.hardstop.watch.MailContent.number;
import static java.util.Comparator.comparingLong;

import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.diagnosis.RecipientSample;
import dev.hardstop.watch.MailContent.MailTable;
import dev.hardstop.watchstate.Overview;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The bounces of the last {@value Overview#DAYS} UTC days by the party at fault. The HTML form has a
 * bar for each day, which consists of table cells because mail programs block images by default. The
 * plain-text form is a table.
 */
final class BounceChart {
  private static final String TITLE = "Bounces of 14 days by the party at fault";

  /** The width of a digit on a narrow screen, in percent of the widest bar. */
  private static final int PERCENT_OF_A_DIGIT = 5;

  /** A space that mail programs keep: an empty cell would be invisible in some. */
  private static final String NO_LABEL = "\u00a0";

  private static final String NOT_COUNTED = "not counted";

  private final LocalDate today;
  private final List<ChartDay> days;
  private final List<Party> shown;

  private BounceChart(LocalDate today, List<ChartDay> days) {
    this.today = today;
    this.days = days;
    this.shown = Stream.of(Party.values())
        .filter(party -> days.stream().anyMatch(day -> day.count(party) > 0))
        .toList();
  }

  /** Creates the chart of the days that {@code watch} has counted. */
  static BounceChart of(Map<LocalDate, BouncedRecipients> counted, LocalDate today) {
    return new BounceChart(
        today,
        Overview.daysUntil(today).stream()
            .map(day -> new ChartDay(
                day, Optional.ofNullable(counted.get(day)).map(BouncedRecipients::byCulprit)))
            .toList());
  }

  /**
   * The parties at fault, in the order of the parts of a bar. The colours are those of Okabe and Ito,
   * which people with any kind of colour vision can tell apart. A line around each part separates it
   * from both light and dark backgrounds.
   */
  private enum Party {
    SENDER(Culprit.SENDER, "our sending", "#d55e00", "#000000"),
    MESSAGE(Culprit.MESSAGE, "our message", "#cc79a7", "#000000"),
    ADDRESS(Culprit.ADDRESS, "the address", "#0072b2", "#ffffff"),
    DOMAIN(Culprit.DOMAIN, "the domain", "#56b4e9", "#000000"),
    MAILBOX(Culprit.MAILBOX, "the mailbox", "#e69f00", "#000000"),
    POLICY(Culprit.POLICY, "a rule of the receiver", "#009e73", "#000000"),
    ROUTE(Culprit.ROUTE, "the route", "#f0e442", "#000000"),
    NOBODY(Culprit.NOBODY, "nobody", "#999999", "#000000");

    private final Culprit culprit;
    private final String words;
    private final String colour;
    private final String textColour;

    Party(Culprit culprit, String words, String colour, String textColour) {
      this.culprit = culprit;
      this.words = words;
      this.colour = colour;
      this.textColour = textColour;
    }
  }

  /** One day; empty if it was not counted. */
  private record ChartDay(LocalDate date, Optional<Map<Culprit, RecipientSample>> recipients) {
    private long count(Party party) {
      return recipients
          .flatMap(its -> Optional.ofNullable(its.get(party.culprit)))
          .map(RecipientSample::count)
          .orElse(0L);
    }

    private long total() {
      return Stream.of(Party.values()).mapToLong(this::count).sum();
    }

    private boolean isEstimate() {
      return recipients.stream()
          .flatMap(its -> its.values().stream())
          .anyMatch(RecipientSample::isEstimate);
    }

    private String totalInWords() {
      return recipients.isEmpty() ? "–" : (isEstimate() ? "~" : "") + number(total());
    }
  }

  /** Returns the values that the template shows. */
  Map<String, Object> values() {
    long widest = Math.max(1, days.stream().mapToLong(ChartDay::total).max().orElse(1));
    return Map.of(
        "title",
        TITLE,
        "summary",
        summary(),
        "days",
        days.stream().map(day -> values(day, widest)).toList(),
        "legend",
        shown.stream()
            .map(party ->
                Map.of("colour", party.colour, "words", party.words, "count", number(count(party))))
            .toList(),
        "lines",
        table().lines());
  }

  private Map<String, Object> values(ChartDay day, long widest) {
    long total = day.total();
    List<Map<String, Object>> parts = new ArrayList<>();
    for (Party party : shown) {
      long count = day.count(party);
      if (count > 0) {
        String label = number(count);
        boolean fits = 100 * count / widest >= (long) PERCENT_OF_A_DIGIT * label.length();
        parts.add(Map.of(
            "percent",
            Math.max(1, Math.round(100.0 * count / total)),
            "label",
            fits ? label : NO_LABEL,
            "colour",
            party.colour,
            "textColour",
            party.textColour));
      }
    }
    return Map.of(
        "name", name(day.date()),
        "total", day.totalInWords(),
        "inWords", inWords(day),
        "bars",
            parts.isEmpty()
                ? List.of()
                : List.of(Map.of(
                    "percent", Math.max(1, Math.round(100.0 * total / widest)), "parts", parts)),
        "nothing", day.recipients().isPresent() ? "" : NOT_COUNTED);
  }

  /** Returns the text alternative of a day's bar, for screen readers. */
  private String inWords(ChartDay day) {
    if (day.recipients().isEmpty()) {
      return NOT_COUNTED;
    }
    List<String> counts = shown.stream()
        .filter(party -> day.count(party) > 0)
        .map(party -> party.words + " " + number(day.count(party)))
        .toList();
    return counts.isEmpty() ? "no bounce" : String.join(", ", counts);
  }

  /** Returns one or more sentences that summarise the chart. */
  private String summary() {
    List<String> sentences = new ArrayList<>();
    long all = days.stream().mapToLong(ChartDay::total).sum();
    if (all == 0) {
      sentences.add("Nothing bounced on the days that were counted.");
    } else {
      ChartDay most = days.stream().max(comparingLong(ChartDay::total)).orElseThrow();
      Party worst = shown.stream().max(comparingLong(this::count)).orElseThrow();
      sentences.add("Most bounces were on " + name(most.date()) + ": " + most.totalInWords() + " ("
          + inWords(most) + ").");
      sentences.add(capitalised(worst.words) + " was at fault for " + number(count(worst)) + " of "
          + number(all) + " in all.");
      sentences.add("Each recipient counts once a day for each party at fault.");
    }
    if (days.stream().anyMatch(ChartDay::isEstimate)) {
      sentences.add("~ is an estimate.");
    }
    if (days.stream().anyMatch(day -> day.recipients().isEmpty())) {
      sentences.add("– is a day that was not counted.");
    }
    sentences.add(name(today) + " is not over.");
    return String.join(" ", sentences);
  }

  private long count(Party party) {
    return days.stream().mapToLong(day -> day.count(party)).sum();
  }

  private MailTable table() {
    List<String> columns = new ArrayList<>(List.of("Day", "Total"));
    shown.forEach(party -> columns.add(party.culprit.name().toLowerCase(Locale.ROOT)));
    List<List<String>> rows = new ArrayList<>();
    for (ChartDay day : days) {
      List<String> row = new ArrayList<>(List.of(name(day.date()), day.totalInWords()));
      shown.forEach(party -> row.add(day.recipients().isEmpty() ? "–" : number(day.count(party))));
      rows.add(row);
    }
    return new MailTable(TITLE, columns, rows, "");
  }

  /** Formats a day as {@code 24 Nov}. */
  private static String name(LocalDate day) {
    String month = day.getMonth().name();
    return day.getDayOfMonth() + " " + month.charAt(0)
        + month.substring(1, 3).toLowerCase(Locale.ROOT);
  }

  private static String capitalised(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
