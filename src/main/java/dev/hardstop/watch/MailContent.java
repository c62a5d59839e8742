package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.letters.TemplateFolder;
import dev.hardstop.watch.AlertChannel.AlertMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The content of a message: cards about what is new, then a chart, then tables, then notes. The
 * templates {@code watch/message.*} render it as plain text and as HTML.
 *
 * @param subject one line
 * @param title the headline
 * @param lead a sentence or two below the headline
 * @param cards what is new
 * @param chart the bounces of the last days; empty if the message has no chart
 * @param tables figures
 * @param notes what the reader must know about the figures
 */
record MailContent(
    String subject,
    String title,
    String lead,
    List<Card> cards,
    Optional<BounceChart> chart,
    List<MailTable> tables,
    List<String> notes) {
  private static final TemplateFolder TEMPLATES = TemplateFolder.in("/watch/");
  private static final String HTML = "message.html";
  private static final String TEXT = "message.txt";

  MailContent {
    requireNonNull(subject, "subject is null");
    requireNonNull(title, "title is null");
    requireNonNull(lead, "lead is null");
    cards = List.copyOf(cards);
    requireNonNull(chart, "chart is null");
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /** Formats a number with commas as thousands separators. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Renders the message as plain text and as HTML. */
  AlertMessage render() {
    Map<String, Object> values = Map.of(
        "title",
        title,
        "lead",
        lead,
        "cards",
        cards.stream().map(Card::values).toList(),
        "charts",
        chart.stream().map(BounceChart::values).toList(),
        "tables",
        tables.stream().map(MailTable::values).toList(),
        "notes",
        notes);
    return new AlertMessage(
        subject, TEMPLATES.render(TEXT, values), TEMPLATES.render(HTML, values));
  }

  /**
   * A card about something new.
   *
   * @param tone whether the news is good or bad
   * @param kicker a word or two above the title
   * @param title what it is
   * @param text what it means
   * @param facts names and values
   * @param reply the reply of a mail server; empty if there is none
   */
  record Card(Tone tone, String kicker, String title, String text, List<Fact> facts, String reply) {
    Card {
      facts = List.copyOf(facts);
    }

    private Map<String, Object> values() {
      return Map.of(
          "colour",
          tone.colour,
          "kicker",
          kicker,
          "title",
          title,
          "text",
          text,
          "facts",
          facts.stream()
              .map(fact -> Map.of("name", fact.name(), "value", fact.value()))
              .toList(),
          "reply",
          reply.isEmpty() ? List.of() : List.of(reply));
    }
  }

  /** A name and a value. */
  record Fact(String name, String value) {}

  /** Whether news is good or bad. Mail programs show the colour. */
  enum Tone {
    BAD("#b3261e"),
    GOOD("#2e7d32"),
    NEUTRAL("#5f6b7a");

    private final String colour;

    Tone(String colour) {
      this.colour = colour;
    }
  }

  /**
   * A table. The first column is aligned to the left, all others to the right.
   *
   * @param title the headline of the table
   * @param columns the headlines of the columns
   * @param empty the text that is shown if there are no rows
   */
  record MailTable(String title, List<String> columns, List<List<String>> rows, String empty) {
    MailTable {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    private Map<String, Object> values() {
      return Map.of(
          "title", title,
          "head", cells(columns),
          "rows", rows.stream().map(row -> Map.of("cells", cells(row))).toList(),
          "lines", lines(),
          "nothing", rows.isEmpty() ? List.of(empty) : List.of());
    }

    private static List<Map<String, Object>> cells(List<String> texts) {
      List<Map<String, Object>> cells = new ArrayList<>();
      for (String text : texts) {
        cells.add(Map.of("text", text, "align", cells.isEmpty() ? "left" : "right"));
      }
      return cells;
    }

    /** Returns the lines of the plain-text form; empty if there are no rows. */
    List<String> lines() {
      List<String> lines = new ArrayList<>();
      if (!rows.isEmpty()) {
        List<Integer> widths = widths();
        lines.add(line(columns, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
      }
      return lines;
    }

    private List<Integer> widths() {
      List<Integer> widths = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        int column = i;
        widths.add(rows.stream()
            .mapToInt(row -> row.get(column).length())
            .reduce(columns.get(i).length(), Math::max));
      }
      return widths;
    }

    private static String line(List<String> cells, List<Integer> widths) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        String padding = " ".repeat(widths.get(i) - cells.get(i).length());
        line.append(i == 0 ? cells.get(i) + padding : "  " + padding + cells.get(i));
      }
      return line.toString().stripTrailing();
    }
  }
}
