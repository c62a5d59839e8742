package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * No rule can be deleted unnoticed. Deleting a rule deletes its examples too, so a separate list keeps the ids, which
 * are stored with evidence. It marks rules without which their examples would get the same answer: they name a cause
 * more precisely, or keep the answer when another rule changes.
 */
class DeletedRuleTest {
  private static final Path LIST = Path.of("src/test/resources/rules/ids.txt");
  private static final Path LIST_OF_THIS_BUILD = Path.of("target/rule-ids.txt");
  private static final String NAMES_ONLY = " names-only";

  private static final List<RuleDefinition> DEFINITIONS = RuleFiles.definitions();
  private static final List<Rule> RULES = RuleFiles.book().rules();

  /** Each rule that is tried needs a book of its own. A rule that the list does not have is always tried. */
  private static final int EVERY = Soak.cases(5, 1);

  @Test
  void everyRuleIsListedWithWhatItChanges() throws IOException {
    List<String> listed = Files.readAllLines(LIST);
    List<String> lines = IntStream.range(0, DEFINITIONS.size())
        .mapToObj(number -> line(DEFINITIONS.get(number), number % EVERY == 0, listed))
        .sorted()
        .toList();
    Files.write(LIST_OF_THIS_BUILD, lines);

    assertThat(lines)
        .as("if this is meant: cp %s %s", LIST_OF_THIS_BUILD, LIST)
        .containsExactlyElementsOf(listed);
  }

  private static String line(RuleDefinition definition, boolean isTried, List<String> listed) {
    String missed = definition.rule().id();
    String unmissed = missed + NAMES_ONLY;
    if (!isTried && listed.contains(missed)) {
      return missed;
    }
    if (!isTried && listed.contains(unmissed)) {
      return unmissed;
    }
    return isMissed(definition) ? missed : unmissed;
  }

  /** Whether an example gets another reason, confidence or advice from a book without the rule. */
  private static boolean isMissed(RuleDefinition definition) {
    RuleBook others = bookWithout(definition.rule());
    return definition.examples().stream()
        .map(example -> others.classify(example.deliveryStatus()))
        .anyMatch(answer -> !saysTheSame(answer, definition.rule()));
  }

  private static boolean saysTheSame(Classification answer, Rule rule) {
    return answer.reason() == rule.reason()
        && answer.confidence() == rule.confidence()
        && answer.advice().equals(rule.advice());
  }

  private static RuleBook bookWithout(Rule deleted) {
    return RuleBook.of(
        RULES.stream().filter(rule -> !rule.id().equals(deleted.id())).toList());
  }
}
