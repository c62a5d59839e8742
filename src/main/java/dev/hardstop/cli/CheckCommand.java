package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Asks {@code POST /v1/check} about addresses, up to 1,000 a question, and prints the answers in the order of
 * the addresses. The exit code is {@link ExitCode#NO} if one of them must not be mailed.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether addresses may be mailed, and why not.",
      "The exit code is 1 if one of them must not be mailed."
    })
final class CheckCommand implements Callable<Integer> {
  /** The route takes no more. */
  private static final int MOST_ADDRESSES = 1_000;

  private static final String STANDARD_INPUT = "-";

  private final Console console;
  private final VerdictText text;

  @Mixin
  private final Connection connection;

  @Parameters(
      paramLabel = "ADDRESS",
      arity = "1..*",
      description = "Addresses; - reads one address per line from standard input.")
  private List<String> addresses;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "The stream of mail that is to be sent. Default: the strictest answer over all"
          + " streams.")
  private String stream;

  @Option(names = "--json", description = "Print one JSON object per address, as the API answers.")
  private boolean isJson;

  private boolean isAnySuppressed;

  CheckCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    text = new VerdictText(console);
    connection = new Connection(console);
  }

  @Override
  public Integer call() throws IOException {
    try (connection) {
      List<String> batch = new ArrayList<>();
      for (String address : addresses) {
        if (address.equals(STANDARD_INPUT)) {
          readLines(batch);
        } else {
          add(address, batch);
        }
      }
      ask(batch);
    }
    return isAnySuppressed ? ExitCode.NO : ExitCode.SUCCESS;
  }

  private void readLines(List<String> batch) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        add(line.strip(), batch);
      }
    }
  }

  private void add(String address, List<String> batch) {
    batch.add(address);
    if (batch.size() == MOST_ADDRESSES) {
      ask(batch);
    }
  }

  /** Asks about these addresses and empties the list. */
  private void ask(List<String> batch) {
    if (batch.isEmpty()) {
      return;
    }
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    ArrayNode asked = question.putArray("addresses");
    batch.forEach(asked::add);
    if (stream != null) {
      question.put("stream", stream);
    }
    JsonNode results = connection.api().post("/v1/check", question).path("results");
    if (results.size() != batch.size()) {
      throw CommandException.unreachable("what answers there is not Hardstop");
    }
    results.forEach(this::print);
    batch.clear();
  }

  private void print(JsonNode result) {
    // Whatever is not clearly allowed is not.
    isAnySuppressed |= result.path("suppressed").asBoolean(true);
    if (isJson) {
      console.print(result);
    } else {
      console.print(text.of(result.path("address").asText(), result));
    }
  }
}
