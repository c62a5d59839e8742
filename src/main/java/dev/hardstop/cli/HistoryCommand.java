package dev.hardstop.cli;

import static dev.hardstop.cli.VerdictText.text;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks {@code GET /v1/addresses/{address}/history} and prints it: the sentence for support comes first. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Tells everything that is known about one address, with a sentence to read out to its owner.",
      "The exit code is 1 if the address must not be mailed."
    })
final class HistoryCommand implements Callable<Integer> {
  private final Console console;

  @Mixin
  private final Connection connection;

  @Parameters(paramLabel = "ADDRESS", description = "The address.")
  private String address;

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean isJson;

  HistoryCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    connection = new Connection(console);
  }

  @Override
  public Integer call() {
    try (connection) {
      JsonNode history =
          connection.api().get("/v1/addresses/" + HttpApi.segment(address) + "/history");
      if (isJson) {
        console.print(history);
      } else {
        lines(history).forEach(console::print);
      }
      // Whatever is not clearly allowed is forbidden.
      boolean isSuppressed = history.at("/verdict/suppressed").asBoolean(true);
      return isSuppressed ? ExitCode.NO : ExitCode.SUCCESS;
    }
  }

  private List<String> lines(JsonNode history) {
    List<String> lines = new ArrayList<>();
    lines.add(text(history.path("summary")));
    lines.add("Tell the user: " + text(history.path("tellUser")));
    lines.add("");
    lines.add(
        new VerdictText(console).of(history.path("address").asText(), history.path("verdict")));
    for (JsonNode rule : history.path("rules")) {
      lines.add("");
      lines.add(text(rule.path("reason")) + " by the rule " + text(rule.path("rule")));
      lines.add("  days       " + text(rule.path("days")));
      rule.path("newest")
          .properties()
          .forEach(
              field -> lines.add("  %s: %s".formatted(field.getKey(), text(field.getValue()))));
    }
    if (!history.path("deliveries").isEmpty()) {
      lines.add("");
      lines.add("delivered on " + text(history.path("deliveries")));
    }
    history.path("actions").forEach(action -> lines.add(action(action, "")));
    JsonNode domain = history.path("domain");
    domain.path("actions").forEach(action -> lines.add(action(action, " of the domain")));
    JsonNode incident = domain.path("incident");
    if (incident.isObject()) {
      lines.add("incident " + text(incident.path("id")) + " of the domain since "
          + text(incident.path("opened"))
          + (incident.path("holds").asBoolean() ? ", holds now" : ""));
    }
    return lines;
  }

  private static String action(JsonNode action, String of) {
    return text(action.path("kind")) + of + " by " + text(action.path("who")) + " at "
        + text(action.path("at")) + ": " + text(action.path("why"));
  }
}
