package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Asks {@code POST /v1/check} about addresses, up to 1,000 per request, and prints the answers in the order of the
 * addresses. The exit code is {@link ExitCode#NO} if one of them must not be mailed. A file is checked by {@link
 * ListFileCheck}.
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
    Optional<String> asked = Optional.ofNullable(stream);
    try (connection) {
      if (list.isPresent()) {
        return listFile.check(list.get(), console, connection.api(), asked, isJson);
      }
      for (int from = 0; from < arguments.size(); from += HttpApi.MOST_ADDRESSES) {
        int to = Math.min(arguments.size(), from + HttpApi.MOST_ADDRESSES);
        connection.api().check(arguments.subList(from, to), asked).forEach(this::print);
      }
    }
    return isAnySuppressed ? ExitCode.NO : ExitCode.SUCCESS;
  }

  private void print(JsonNode result) {
    // Whatever is not clearly allowed is forbidden.
    isAnySuppressed |= result.path("suppressed").asBoolean(true);
    if (isJson) {
      console.print(result);
    } else {
      console.print(text.of(result.path("address").asText(), result));
    }
  }
}
