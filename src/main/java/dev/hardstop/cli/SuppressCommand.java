package dev.hardstop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls {@code POST /v1/suppress} and prints the new verdict. */
@Command(
    name = "suppress",
    mixinStandardHelpOptions = true,
    description = "Suppresses an address or a whole domain, until a day or without end.")
final class SuppressCommand extends ManualActionCommand {
  @Parameters(paramLabel = "SUBJECT", description = "An address, or a domain after an @.")
  private String subject;

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

  SuppressCommand(Console console) {
    super(console, "/v1/suppress");
  }

  @Override
  ObjectNode body() {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("subject", subject).put("why", why());
    if (until != null) {
      body.put("until", until.toString());
    }
    if (streams != null) {
      ArrayNode names = body.putArray("streams");
      streams.forEach(names::add);
    }
    return body;
  }
}
