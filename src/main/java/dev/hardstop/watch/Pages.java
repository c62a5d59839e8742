package dev.hardstop.watch;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a page its two forms. The templates are files, parsed at their first use. They are given
 * maps, lists and texts and look into nothing else, so nothing reflects; in HTML every text is
 * escaped.
 */
final class Pages {
  private static final String FOLDER = "/watch/";
  private static final String HTML = "message.html";
  private static final String TEXT = "message.txt";

  private Pages() {}

  /** Parses nothing before somebody has something to say. */
  private static final class Parsed {
    private static final Engine ENGINE = Engine.builder()
        .addDefaultSectionHelpers()
        .addValueResolvers(
            ValueResolvers.mapResolver(),
            ValueResolvers.mapperResolver(),
            ValueResolvers.thisResolver(),
            ValueResolvers.orResolver())
        .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
        .addLocator(Pages::locate)
        .build();
  }

  static Message render(Page page) {
    Map<String, Object> values = Map.of(
        "title", page.title(),
        "lead", page.lead(),
        "cards", page.cards().stream().map(Pages::card).toList(),
        "tables", page.tables().stream().map(Pages::table).toList(),
        "notes", page.notes());
    return new Message(page.subject(), render(TEXT, values), render(HTML, values));
  }

  private static String render(String template, Map<String, Object> values) {
    return Parsed.ENGINE.getTemplate(template).data(values).render();
  }

  private static Map<String, Object> card(Page.Card card) {
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

  private static Map<String, Object> table(Page.Figures table) {
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
  private static List<String> lines(Page.Figures table) {
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

  private static Optional<TemplateLocator.TemplateLocation> locate(String template) {
    try (InputStream in = Pages.class.getResourceAsStream(FOLDER + template)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new File(template, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private record File(String name, String content) implements TemplateLocator.TemplateLocation {
    @Override
    public Reader read() {
      return new StringReader(content);
    }

    @Override
    public Optional<Variant> getVariant() {
      return Optional.of(
          Variant.forContentType(name.equals(HTML) ? Variant.TEXT_HTML : Variant.TEXT_PLAIN));
    }
  }
}
