package dev.hardstop.cli;

import static dev.hardstop.cli.VerdictText.text;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.smtp.PrintableText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls {@code POST /v1/erase} after a question, and prints what was removed and what is out of reach. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Removes what is stored about an address, for a person who asks for it. It cannot be undone.",
      "Afterwards the address may be mailed again, although it may not exist,"
          + " unless its suppression is kept."
    })
final class EraseCommand implements Callable<Integer> {
  private final Console console;

  @Mixin
  private final Connection connection;

  @Parameters(paramLabel = "ADDRESS", description = "The address.")
  private String address;

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "The reason, one line of up to 500 characters. It is not stored.")
  private String why;

  @Option(
      names = "--keep-suppression",
      description = {
        "Keep whether and until when mail may be sent, and the reason, under a keyed hash of the address.",
        "Needs the stack's parameter ErasureKeyArn."
      })
  private boolean keepsSuppression;

  @Option(names = "--yes", description = "Do not ask whether to erase.")
  private boolean isConfirmed;

  @Option(names = "--json", description = "Print the answer of the API.")
  private boolean isJson;

  EraseCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    connection = new Connection(console);
  }

  @Override
  public Integer call() {
    if (!isConfirmed && !console.confirm("Erase " + PrintableText.of(address) + "?", "--yes")) {
      console.note("Nothing was erased.");
      return ExitCode.NO;
    }
    try (connection) {
      JsonNode answer = connection.api().post("/v1/erase", body());
      if (isJson) {
        console.print(answer);
      } else {
        print(answer);
      }
      return ExitCode.SUCCESS;
    }
  }

  private ObjectNode body() {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("subject", address).put("why", why);
    return keepsSuppression ? body.put("keepSuppression", true) : body;
  }

  private void print(JsonNode answer) {
    JsonNode removed = answer.path("removed");
    console.print(text(answer.path("subject")) + ": "
        + (removed.path("dossier").asBoolean() ? "erased" : "nothing was stored under its name"));
    console.print("  hashes     " + removed.path("recipientHashes").asInt());
    console.print("  examples   " + removed.path("examples").asInt());
    if (keepsSuppression) {
      console.print("  kept       " + kept(answer.path("kept")));
    }
    console.print("  SES's list " + text(answer.path("sesList")));
    answer.path("spellings").forEach(spelling -> console.print("  spelling   " + text(spelling)));
    console.print("Not reached:");
    answer.path("notReached").forEach(place -> console.print("  - " + text(place)));
  }

  private static String kept(JsonNode kept) {
    if (!kept.isObject()) {
      return "nothing, because the address was not suppressed";
    }
    return text(kept.path("state")) + " (" + text(kept.path("reason")) + ") "
        + (kept.path("until").isTextual() ? "until " + text(kept.path("until")) : "without end");
  }
}
