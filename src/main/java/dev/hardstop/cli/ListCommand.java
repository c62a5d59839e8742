package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.cli.Console.Colour;
import dev.hardstop.smtp.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what is not clear: all pages of {@code GET /v1/suppressions}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the addresses and domains that are not clear, in no particular order.",
    footer = {
      "",
      "Several values are separated by commas: --state held,suppressed. Days are UTC days such as"
          + " 2026-11-24.",
      "To read the whole table, use export."
    })
public final class ListCommand implements Callable<Integer> {
  private static final int NARROWEST = 24;
  private static final int WIDEST = 60;
  private static final String ROW = "%-12s%-20s%-12s%s";

  private final Console console;

  @Mixin
  private Connection connection;

  @Option(
      names = "--state",
      paramLabel = "STATES",
      description = "clear, watched, recheck, held, suppressed. Default: all but clear.")
  private String state;

  @Option(
      names = "--reason",
      paramLabel = "REASONS",
      description = "Such as INVALID_RECIPIENT, COMPLAINT, MANUAL.")
  private String reason;

  @Option(
      names = "--culprit",
      paramLabel = "CULPRITS",
      description = "The party at fault, such as address or mailbox.")
  private String culprit;

  @Option(names = "--domain", paramLabel = "DOMAIN", description = "Only this domain.")
  private String domain;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description = "Verdicts for the mail of this stream. Default: the gravest of all streams.")
  private String stream;

  @Option(
      names = "--since",
      paramLabel = "DAY",
      description = "The first evidence is of this day or later.")
  private String since;

  @Option(
      names = "--until",
      paramLabel = "DAY",
      description = "The verdict ends on this day or earlier.")
  private String until;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after this many entries.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--json", description = "Print one JSON value a line, with all fields.")
  private boolean json;

  private int width;

  public ListCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    connection = new Connection(console);
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw CommandException.usage("--limit must be 1 or more");
    }
    try (Connection opened = connection) {
      Map<String, String> query = filters();
      long listed = 0;
      long judged = 0;
      JsonNode page;
      do {
        page = opened.api().get("/v1/suppressions", query);
        judged += page.path("judged").asLong();
        List<JsonNode> entries = new ArrayList<>();
        page.path("suppressions").forEach(entries::add);
        List<JsonNode> shown = entries.subList(0, (int) Math.min(entries.size(), limit - listed));
        print(shown);
        listed += shown.size();
        query.put("cursor", page.path("next").asText(""));
      } while (page.path("next").isTextual() && listed < limit);
      boolean isCut = page.path("next").isTextual() || listed == limit;
      console.note("%,d listed of %,d judged%s"
          .formatted(listed, judged, isCut ? "; there may be more (--limit)" : ""));
      return ExitCode.SUCCESS;
    }
  }

  private Map<String, String> filters() {
    Map<String, String> filters = new LinkedHashMap<>();
    add(filters, "state", state);
    add(filters, "reason", reason);
    add(filters, "culprit", culprit);
    add(filters, "domain", domain);
    add(filters, "stream", stream);
    add(filters, "since", since);
    add(filters, "until", until);
    return filters;
  }

  private static void add(Map<String, String> filters, String name, String value) {
    if (value != null) {
      filters.put(name, value);
    }
  }

  private void print(List<JsonNode> entries) {
    if (json) {
      entries.forEach(console::print);
      return;
    }
    if (width == 0 && !entries.isEmpty()) {
      int longest = entries.stream()
          .mapToInt(entry -> entry.path("subject").asText().length())
          .max()
          .orElse(0);
      width = Math.max(NARROWEST, Math.min(WIDEST, longest)) + 2;
      console.print(console.coloured(
          Colour.BOLD, padded("subject") + ROW.formatted("state", "reason", "since", "until")));
    }
    for (JsonNode entry : entries) {
      String entryState = entry.path("state").asText();
      console.print(padded(PrintableText.of(entry.path("subject").asText()))
          + console.coloured(colour(entryState), "%-12s".formatted(entryState))
          + "%-20s%-12s%s"
              .formatted(text(entry, "reason", "-"), text(entry, "since", "-"), end(entry)));
    }
  }

  private String padded(String text) {
    return ("%-" + width + "s").formatted(text) + (text.length() >= width ? " " : "");
  }

  private static String end(JsonNode entry) {
    return text(entry, "until", entry.path("suppressed").asBoolean() ? "no end" : "-");
  }

  private static String text(JsonNode entry, String field, String otherwise) {
    return entry.path(field).isTextual()
        ? PrintableText.of(entry.path(field).textValue())
        : otherwise;
  }

  private static Colour colour(String state) {
    return switch (state) {
      case "suppressed", "unreadable" -> Colour.RED;
      case "held" -> Colour.YELLOW;
      case "clear" -> Colour.GREEN;
      default -> Colour.FAINT;
    };
  }
}
