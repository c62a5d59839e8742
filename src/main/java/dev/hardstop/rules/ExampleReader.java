package dev.hardstop.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.classification.Correspondents;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.smtp.EmailAddress;
import java.util.List;

/**
 * Reads the examples of a rule: a text alone, or a table of what SES reports: {@code text}, {@code
 * status}, {@code ses}, {@code ip}, and the addresses {@code to} and {@code from}.
 */
final class ExampleReader {
  private final TomlTable table;

  ExampleReader(TomlTable table) {
    this.table = table;
  }

  List<RuleExample> read(String key) {
    return table.list(key).stream().map(this::example).toList();
  }

  private RuleExample example(JsonNode node) {
    if (node.isTextual()) {
      return example(node.textValue(), "", BounceType.NONE, "", Correspondents.UNKNOWN);
    }
    TomlTable example = table.inner("an example", node);
    RuleExample read = example(
        example.optionalText("text", ""),
        example.optionalText("status", ""),
        label(example.optionalText("ses", "")),
        example.optionalText("ip", ""),
        correspondents(example.optionalText("to", ""), example.optionalText("from", "")));
    example.refuseUnread();
    return read;
  }

  private static RuleExample example(
      String text, String status, BounceType label, String ip, Correspondents correspondents) {
    Bounce.RecipientReport report = new Bounce.RecipientReport("failed", status, text, "", ip);
    return new RuleExample(text, DeliveryStatus.of(report, label, correspondents));
  }

  private static BounceType label(String written) {
    int slash = written.indexOf('/');
    return slash < 0
        ? BounceType.NONE
        : new BounceType(written.substring(0, slash), written.substring(slash + 1));
  }

  private static Correspondents correspondents(String to, String from) {
    return Correspondents.of(
        EmailAddress.find(to).stream().toList(),
        EmailAddress.find(from).map(EmailAddress::domain).orElse(""));
  }
}
