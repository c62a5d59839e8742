package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.cli.Console.Colour;
import dev.hardstop.smtp.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Formats a verdict of the HTTP API for people (docs/api.md, "A verdict"). */
final class VerdictText {
  /** The fields that are texts or lists of texts, each with its name for a person, in the order of the lines. */
  private static final List<Map.Entry<String, String>> DETAILS = List.of(
      Map.entry("detail", "problem"),
      Map.entry("about", "about"),
      Map.entry("culprit", "culprit"),
      Map.entry("rule", "rule"),
      Map.entry("reply", "reply"),
      Map.entry("sesBounceType", "SES says"),
      Map.entry("days", "days"),
      Map.entry("streams", "streams"),
      Map.entry("incident", "incident"),
      Map.entry("unsubscribed", "opted out"),
      Map.entry("unsubscribedStreams", "of streams"),
      Map.entry("imported", "imported"),
      Map.entry("advice", "advice"));

  private final Console console;

  VerdictText(Console console) {
    this.console = requireNonNull(console, "console is null");
  }

  /**
   * Returns the verdict in one line, with its details in the lines below.
   *
   * @param subject the address or the domain
   * @param verdict a verdict, or an entry of a batch without a verdict
   */
  String of(String subject, JsonNode verdict) {
    List<String> lines = new ArrayList<>();
    lines.add(PrintableText.of(subject) + ": " + state(verdict));
    if (verdict.hasNonNull("reason")) {
      lines.add(line("reason", reason(verdict)));
    }
    DETAILS.forEach(detail -> {
      String value = text(verdict.path(detail.getKey()));
      if (!value.isEmpty()) {
        lines.add(line(detail.getValue(), value));
      }
    });
    if (verdict.path("onSesList").asBoolean()) {
      lines.add(line("SES's list", "SES refuses the address as well"));
    }
    JsonNode action = verdict.path("manualAction");
    if (action.isObject()) {
      lines.add(line("by", text(action.path("who")) + " on " + text(action.path("at"))));
      lines.add(line("because", text(action.path("why"))));
    }
    return String.join("\n", lines);
  }

  private String state(JsonNode verdict) {
    String state = verdict.path("state").asText("");
    Colour colour = switch (state) {
      case "clear", "recheck" -> Colour.GREEN;
      case "watched" -> Colour.YELLOW;
      default -> Colour.RED;
    };
    return console.coloured(colour, PrintableText.of(state)) + end(verdict);
  }

  private static String end(JsonNode verdict) {
    if (verdict.hasNonNull("until")) {
      return " until " + text(verdict.path("until"));
    }
    boolean isEndless = verdict.path("suppressed").asBoolean() && verdict.hasNonNull("reason");
    return isEndless ? ", no end" : "";
  }

  private static String reason(JsonNode verdict) {
    String confidence = text(verdict.path("confidence"));
    return text(verdict.path("reason"))
        + (confidence.isEmpty() ? "" : " (confidence: " + confidence + ")")
        + (verdict.path("ambiguous").asBoolean() ? ", one of several recipients" : "");
  }

  private static String line(String name, String value) {
    return "  %-11s%s".formatted(name, value);
  }

  /** Returns a text, or the texts of a list separated by commas, without control characters. */
  static String text(JsonNode value) {
    if (!value.isArray()) {
      return PrintableText.of(value.asText(""));
    }
    List<String> texts = new ArrayList<>();
    value.forEach(each -> texts.add(PrintableText.of(each.asText(""))));
    return String.join(", ", texts);
  }
}
