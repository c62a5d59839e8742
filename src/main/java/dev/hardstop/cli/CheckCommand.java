package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Asks {@code POST /v1/check} about addresses, up to 1,000 a question, and prints the answers in the order of
 * the addresses. The exit code is {@link ExitCode#NO} if one of them must not be mailed. A file is {@link
 * ListFileCheck}'s.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether addresses may be mailed, and why not.",
      "The exit code is 1 if one of them must not be mailed.",
      "A file is written again with the answers in columns of their own (docs/check-file.md), and"
          + " the exit code is 0 if every row is answered."
    })
final class CheckCommand implements Callable<Integer> {
  /** The route takes no more. */
  private static final int MOST_ADDRESSES = 1_000;

  private final Console console;
  private final VerdictText text;

  @Mixin
  private final Connection connection;

  @Mixin
  private final ListFileCheck listFile = new ListFileCheck();

  @Parameters(
      paramLabel = "ADDRESS|FILE",
      arity = "0..*",
      description = "Addresses; or one file, CSV or an address a line; - is standard input.")
  private List<String> arguments = List.of();

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "The stream of mail that is to be sent. Default: the strictest answer over all"
          + " streams.")
  private String stream;

  @Option(
      names = "--json",
      description =
          "Print one JSON object per address, as the API answers; of a file, its summary.")
  private boolean isJson;

  private boolean isAnySuppressed;

  CheckCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    text = new VerdictText(console);
    connection = new Connection(console);
  }

  @Override
  public Integer call() throws IOException {
    Optional<String> list = listFile.list(arguments);
    try (connection) {
      if (list.isPresent()) {
        return listFile.check(
            list.get(), console, connection.api(), Optional.ofNullable(stream), isJson);
      }
      for (int from = 0; from < arguments.size(); from += MOST_ADDRESSES) {
        ask(arguments.subList(from, Math.min(arguments.size(), from + MOST_ADDRESSES)));
      }
    }
    return isAnySuppressed ? ExitCode.NO : ExitCode.SUCCESS;
  }

  private void ask(List<String> batch) {
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
