package dev.hardstop.watch;

import dev.hardstop.letters.TemplateFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives a page its two forms, plain text and HTML, out of template files.
 */
final class MailRenderer {
  private static final TemplateFolder TEMPLATES = TemplateFolder.in("/watch/");
  private static final String HTML = "message.html";
  private static final String TEXT = "message.txt";

  private MailRenderer() {}

  static AlertMessage render(MailContent page) {
    Map<String, Object> values = Map.of(
        "title", page.title(),
        "lead", page.lead(),
        "cards", page.cards().stream().map(MailRenderer::card).toList(),
        "tables", page.tables().stream().map(MailRenderer::table).toList(),
        "notes", page.notes());
    return new AlertMessage(
        page.subject(), TEMPLATES.render(TEXT, values), TEMPLATES.render(HTML, values));
  }

  private static Map<String, Object> card(MailContent.Card card) {
    return Map.of(
        "colour", card.tone().colour(),
        "kicker", card.kicker(),
        "title", card.title(),
        "text", card.text(),
        "facts",
            card.facts().stream()
                .map(fact -> Map.of("name", fact.name(), "value", fact.value()))
                .toList(),
        "words", card.words().isEmpty() ? List.of() : List.of(card.words()));
  }

  private static Map<String, Object> table(MailContent.Figures table) {
    return Map.of(
        "title", table.title(),
        "head", cells(table.columns()),
        "rows", table.rows().stream().map(row -> Map.of("cells", cells(row))).toList(),
        "lines", lines(table),
        "nothing", table.rows().isEmpty() ? List.of(table.empty()) : List.of());
  }

  private static List<Map<String, Object>> cells(List<String> texts) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (String text : texts) {
      cells.add(Map.of("text", text, "align", cells.isEmpty() ? "left" : "right"));
    }
    return cells;
  }

  /** For plain text: the first column to the left, the others to the right. */
  private static List<String> lines(MailContent.Figures table) {
    List<String> lines = new ArrayList<>();
    if (!table.rows().isEmpty()) {
      List<Integer> widths = table.widths();
      lines.add(line(table.columns(), widths));
      table.rows().forEach(row -> lines.add(line(row, widths)));
    }
    return lines;
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
