package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.suppression.BounceExplanation;
import dev.hardstop.suppression.SuppressionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What two rule books make of the same bounces. */
final class RuleBookDiff {
  private final SuppressionPolicy policy = SuppressionPolicy.standard();
  private final RuleBook old;
  private final RuleBook other;
  private final List<Change> changes = new ArrayList<>();
  private int bounces;
  private int unreadable;

  RuleBookDiff(RuleBook old, RuleBook other) {
    this.old = requireNonNull(old, "old is null");
    this.other = requireNonNull(other, "other is null");
  }

  /** A bounce that is answered otherwise now. */
  private record Change(String id, BounceExplanation before, BounceExplanation after) {
    boolean isOfReason() {
      return before.classification().reason() != after.classification().reason();
    }

    boolean isOfVerdict() {
      return before.state() != after.state() || !before.explanation().equals(after.explanation());
    }

    String text() {
      return "%s%n  %s%n  was  %s%n  now  %s%n"
          .formatted(
              id,
              ExplainOutput.printable(before.deliveryStatus().words().value()),
              told(before),
              told(after))
          .replace("\r\n", "\n");
    }

    private static String told(BounceExplanation forecast) {
      return forecast.classification().reason()
          + "  "
          + forecast.classification().ruleId()
          + "  "
          + forecast.explanation();
    }
  }

  void read(Path corpus) throws IOException {
    try (Stream<String> lines = Files.lines(corpus)) {
      lines.filter(line -> !line.isBlank()).map(ExplainInput::of).forEach(this::take);
    }
  }

  private void take(ExplainInput line) {
    if (line instanceof ExplainInput.Asks asked) {
      asked.bounces().forEach(bounce -> compare(asked.id().asText(), bounce));
    } else {
      unreadable++;
    }
  }

  private void compare(String id, Bounce bounce) {
    BounceExplanation before = BounceExplanation.of(bounce, old, policy);
    BounceExplanation after = BounceExplanation.of(bounce, other, policy);
    bounces++;
    if (!before.classification().equals(after.classification())) {
      changes.add(new Change(id, before, after));
    }
  }

  /** Those whose verdict changes first: they are what the change does to the table. */
  void report(Consumer<String> lines) {
    print("verdicts that change", changes.stream().filter(Change::isOfVerdict).toList(), lines);
    print(
        "reasons that change, with the same verdict",
        changes.stream().filter(c -> c.isOfReason() && !c.isOfVerdict()).toList(),
        lines);
    long rules =
        changes.stream().filter(c -> !c.isOfReason() && !c.isOfVerdict()).count();
    lines.accept("only another rule or confidence: " + rules);
    lines.accept("bounces: " + bounces + ", lines that are none: " + unreadable);
  }

  private static void print(String title, List<Change> changes, Consumer<String> lines) {
    lines.accept(title + ": " + changes.size());
    changes.forEach(change -> lines.accept(change.text()));
  }
}
