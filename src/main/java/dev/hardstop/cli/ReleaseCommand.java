package dev.hardstop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls {@code POST /v1/release} in either of its forms, and prints the new verdict. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = {
      "Frees an address or a domain: bounces of messages sent before now no longer count.",
      "With --domain, --from and --to: bounces at that domain on those UTC days no longer count for"
          + " any of its addresses, for days on which the receiver gave wrong answers."
    })
final class ReleaseCommand extends ManualActionCommand {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private Target target;

  @Option(
      names = "--include-complaint",
      description = "Complaints no longer count either; not with --domain.")
  private boolean includesComplaint;

  /** The target of the release. */
  static final class Target {
    @Parameters(
        paramLabel = "SUBJECT",
        arity = "1",
        description = "An address, or a domain after an @.")
    private String subject;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Days days;
  }

  /** Days of a domain. */
  static final class Days {
    @Option(
        names = "--domain",
        required = true,
        paramLabel = "DOMAIN",
        description = "A domain, such as example.com.")
    private String domain;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "DAY",
        description = "The first UTC day, such as 2026-11-20.")
    private LocalDate from;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "DAY",
        description = "The last UTC day; at most 31 days.")
    private LocalDate to;

    @Option(
        names = "--reason",
        paramLabel = "REASON",
        description = "Only bounces with this reason, such as INVALID_RECIPIENT; may be repeated.")
    private List<String> reasons;
  }

  ReleaseCommand(Console console) {
    super(console, "/v1/release");
  }

  @Override
  ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("why", why());
    if (target.days == null) {
      return body.put("subject", target.subject).put("includeComplaint", includesComplaint);
    }
    if (includesComplaint) {
      throw CommandException.usage(
          "complaints always count: --include-complaint is for an address or @domain");
    }
    Days days = target.days;
    body.put("domain", days.domain).put("from", days.from.toString()).put("to", days.to.toString());
    if (days.reasons != null) {
      ArrayNode reasons = body.putArray("reasons");
      days.reasons.forEach(reasons::add);
    }
    return body;
  }
}
