package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.cli.ExplainCommand.ExplainInput;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.smtp.PrintableText;
import dev.hardstop.suppression.BounceExplanation;
import dev.hardstop.suppression.SuppressionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Compares the explanations of the same bounces by two rule books. */
final class RuleBookDiff {
  private final SuppressionPolicy policy = SuppressionPolicy.standard();
  private final RuleBook old;
  private final RuleBook other;
  private final List<Reclassification> changes = new ArrayList<>();
  private int bounces;
  private int invalid;

  RuleBookDiff(RuleBook old, RuleBook other) {
    this.old = requireNonNull(old, "old is null");
    this.other = requireNonNull(other, "other is null");
  }

  /** A bounce with a different classification. */
  private record Reclassification(String id, BounceExplanation before, BounceExplanation after) {
    boolean changesReason() {
      return before.classification().reason() != after.classification().reason();
    }

    boolean changesVerdict() {
      return before.state() != after.state() || !before.explanation().equals(after.explanation());
    }

    String text() {
      return "%s%n  %s%n  was  %s%n  now  %s%n"
          .formatted(
              id,
              PrintableText.of(before.deliveryStatus().words().value()),
              summary(before),
              summary(after))
          .replace("\r\n", "\n");
    }

    ObjectNode json() {
      ObjectNode change = JsonNodeFactory.instance
          .objectNode()
          .put("id", id)
          .put("reply", PrintableText.of(before.deliveryStatus().words().value()));
      change.set("was", json(before));
      change.set("now", json(after));
      return change;
    }

    private static ObjectNode json(BounceExplanation explanation) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("reason", explanation.classification().reason().name())
          .put("rule", explanation.classification().ruleId())
          .put("confidence", explanation.classification().confidence().name())
          .put("explanation", explanation.explanation());
    }

    private static String summary(BounceExplanation explanation) {
      return explanation.classification().reason()
          + "  "
          + explanation.classification().ruleId()
          + "  "
          + explanation.explanation();
    }
  }

  void read(Path corpus) throws IOException {
    try (Stream<String> lines = Files.lines(corpus)) {
      lines.filter(line -> !line.isBlank()).map(ExplainInput::of).forEach(this::take);
    }
  }

  private void take(ExplainInput line) {
    if (line instanceof ExplainInput.Valid valid) {
      valid.bounces().forEach(bounce -> compare(valid.id().asText(), bounce));
    } else {
      invalid++;
    }
  }

  private void compare(String id, Bounce bounce) {
    BounceExplanation before = BounceExplanation.of(bounce, old, policy);
    BounceExplanation after = BounceExplanation.of(bounce, other, policy);
    bounces++;
    if (!before.classification().equals(after.classification())) {
      changes.add(new Reclassification(id, before, after));
    }
  }

  private List<Reclassification> verdicts() {
    return changes.stream().filter(Reclassification::changesVerdict).toList();
  }

  private List<Reclassification> reasons() {
    return changes.stream()
        .filter(change -> change.changesReason() && !change.changesVerdict())
        .toList();
  }

  /** How many bounces have another rule or confidence, and the same reason and verdict. */
  private int onlyRuleOrConfidence() {
    return changes.size() - verdicts().size() - reasons().size();
  }

  /** Prints changed verdicts first, because they change what the table means. */
  void report(Consumer<String> lines) {
    print("verdicts that change", verdicts(), lines);
    print("reasons that change, with the same verdict", reasons(), lines);
    lines.accept("only the rule or confidence changes: " + onlyRuleOrConfidence());
    lines.accept("bounces: " + bounces + ", invalid lines: " + invalid);
  }

  /** Returns the content of {@link #report} as JSON. */
  ObjectNode json() {
    ObjectNode diff = JsonNodeFactory.instance
        .objectNode()
        .put("bounces", bounces)
        .put("invalidLines", invalid)
        .put("onlyRuleOrConfidence", onlyRuleOrConfidence());
    ArrayNode verdicts = diff.putArray("verdicts");
    verdicts().forEach(change -> verdicts.add(change.json()));
    ArrayNode reasons = diff.putArray("reasons");
    reasons().forEach(change -> reasons.add(change.json()));
    return diff;
  }

  private static void print(String title, List<Reclassification> changes, Consumer<String> lines) {
    lines.accept(title + ": " + changes.size());
    changes.forEach(change -> lines.accept(change.text()));
  }
}
