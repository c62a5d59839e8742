package dev.hardstop.speed;

import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What servers say, generated: nine in ten are examples of the rule files behind a host, a code and
 * an address of their own and before an id; one in ten is known to no rule. Seeded.
 */
final class GeneratedTexts {
  static final int COUNT = 1_000;
  static final String RECIPIENT = "bob@example.com";

  private static final String[] RELAYS = {
    "",
    "host mx%d.example.net[192.0.2.%d] said: ",
    "Delivery failed: mx%d.example.net (192.0.2.%d) -> ",
    "a%d.example.org gave this answer: ",
  };

  private static final String[] UNKNOWN = {
    "550 Purple tapirs sleep until %d",
    "554 5.0.0 Nothing to see at mx%d.example.org",
    "451 4.0.0 Ask the moon, case %d",
    "599 %d",
  };

  private static final List<RuleDefinition.Example> EXAMPLES = RuleFiles.definitions().stream()
      .map(RuleDefinition::examples)
      .flatMap(List::stream)
      .toList();

  private final Random random;

  GeneratedTexts(long seed) {
    this.random = new Random(seed);
  }

  List<RecipientReport> reports() {
    return Stream.generate(this::next).limit(COUNT).toList();
  }

  private RecipientReport next() {
    if (random.nextInt(10) == 0) {
      return report("", "smtp; " + one(UNKNOWN), "");
    }
    RuleDefinition.Example example = EXAMPLES.get(random.nextInt(EXAMPLES.size()));
    String said = one(RELAYS) + example.text() + " <" + RECIPIENT + ">" + id();
    return report(
        example.deliveryStatus().status(), said, example.deliveryStatus().remoteMtaIp());
  }

  private RecipientReport report(String status, String text, String ip) {
    return new RecipientReport("failed", status, text, "dns; mx.example.net", ip);
  }

  private String one(String[] templates) {
    String template = templates[random.nextInt(templates.length)];
    return template.replace("%d", Integer.toString(1 + random.nextInt(200)));
  }

  private String id() {
    return random.nextBoolean() ? " [" + Long.toHexString(random.nextLong()) + "]" : "";
  }
}
