package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls {@code POST /v1/suppress} and prints the new verdict. */
@Command(
    name = "suppress",
    mixinStandardHelpOptions = true,
    description = "Suppresses an address or a whole domain, until a day or without end.")
final class SuppressCommand implements Callable<Integer> {
  private final Console console;

  @Mixin
  private final Connection connection;

  @Parameters(paramLabel = "SUBJECT", description = "An address, or a domain after an @.")
  private String subject;

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "The reason, one line of up to 500 characters. It is stored with who you are.")
  private String why;

  @Option(
      names = "--until",
      paramLabel = "DAY",
      description = "The first UTC day on which mail may be sent again, such as 2027-01-31."
          + " Default: no end.")
  private LocalDate until;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Only for this stream; may be repeated. Default: for all.")
  private List<String> streams;

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean isJson;

  SuppressCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    connection = new Connection(console);
  }

  @Override
  public Integer call() {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("subject", subject).put("why", why);
    if (until != null) {
      body.put("until", until.toString());
    }
    if (streams != null) {
      ArrayNode names = body.putArray("streams");
      streams.forEach(names::add);
    }
    try (connection) {
      JsonNode answer = connection.api().post("/v1/suppress", body);
      console.print(
          isJson
              ? answer.toString()
              : new VerdictText(console).of(answer.path("subject").asText(), answer));
      return ExitCode.SUCCESS;
    }
  }
}
