package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that posts a manual action with its reason, and prints the new verdict. */
abstract class ManualActionCommand implements Callable<Integer> {
  private final Console console;
  private final String route;

  @Mixin
  private final Connection connection;

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "The reason, one line of up to 500 characters. It is stored with who you are.")
  private String why;

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean isJson;

  /** @param route such as {@code /v1/release} */
  ManualActionCommand(Console console, String route) {
    this.console = requireNonNull(console, "console is null");
    this.route = requireNonNull(route, "route is null");
    connection = new Connection(console);
  }

  /**
   * The body of the request.
   *
   * @throws CommandException if options contradict each other
   */
  abstract ObjectNode body();

  /** The reason, as the user wrote it. */
  final String why() {
    return why;
  }

  @Override
  public final Integer call() {
    try (connection) {
      JsonNode answer = connection.api().post(route, body());
      console.print(
          isJson
              ? answer.toString()
              : new VerdictText(console).of(answer.path("subject").asText(), answer));
      return ExitCode.SUCCESS;
    }
  }
}
