package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBookLintTest {
  @TempDir
  Path folder;

  @Test
  void anExampleThatAnEarlierRuleAnswersIsReported() throws IOException {
    assertThat(messages(
            rule("a.first", "words = [\"mailbox\"]", "mailbox x", "mailbox y"),
            rule("a.second", "words = [\"unknown\"]", "mailbox unknown", "user unknown")))
        .containsExactly("10-a.toml:9: a.second: example answered by a.first: mailbox unknown");
  }

  @Test
  void aCounterExampleThatItsRuleAnswersIsReported() throws IOException {
    assertThat(messages(rule(
            "a.first", "words = [\"full\"]\ncounterExamples = [\"not full\"]", "full", "full x")))
        .containsExactly(
            "10-a.toml:2: a.first: counter-example answered by its own rule: not full");
  }

  @Test
  void aSingleExampleIsTooFew() throws IOException {
    assertThat(messages(rule("a.first", "words = [\"full\"]", "full")))
        .containsExactly("10-a.toml:2: a.first: fewer than two examples");
  }

  @Test
  void aPhraseThatAnotherOneImpliesIsReported() throws IOException {
    assertThat(messages(
            rule("a.first", "words = [\"is full\", \"mailbox is full\"]", "is full", "is full x")))
        .containsExactly("10-a.toml:2: a.first: \"mailbox is full\" adds nothing to \"is full\"");
  }

  @Test
  void aWordThatOnlyContainsAnotherIsNotRedundant() throws IOException {
    assertThat(messages(
            rule("a.first", "words = [\"full\", \"fully booked\"]", "full", "fully booked")))
        .isEmpty();
  }

  @Test
  void thePhraseWrittenTwiceIsReported() throws IOException {
    assertThat(messages(rule("a.first", "words = [\"full\", \"FULL\"]", "full", "full x")))
        .containsExactly("10-a.toml:2: a.first: duplicate phrase: full");
  }

  @Test
  void aPhraseThatAnEarlierRuleAlwaysAnswersIsReported() throws IOException {
    assertThat(messages(
            rule("a.first", "words = [\"full\"]", "full", "full x"),
            rule(
                "a.second",
                "words = [\"mailbox full\", \"over quota\"]",
                "over quota",
                "over quota x")))
        .containsExactly("10-a.toml:9: a.second: can never decide: \"mailbox full\"");
  }

  @Test
  void aRuleThatCanNeverAnswerIsReported() throws IOException {
    assertThat(messages(
            rule("a.first", "words = [\"full\"]", "full", "full x"),
            rule("a.second", "words = [\"mailbox full\"]", "mailbox full", "mailbox full x")))
        .contains("10-a.toml:9: a.second: can never answer: earlier rules answer all of its words");
  }

  @Test
  void anEarlierRuleWithMoreConditionsPreemptsNothing() throws IOException {
    assertThat(messages(
            rule(
                "a.first",
                "words = [\"full\"]\nstatus = [\"5.2.2\"]",
                "5.2.2 full",
                "5.2.2 full x"),
            rule("a.second", "words = [\"mailbox full\"]", "mailbox full", "mailbox full x")))
        .isEmpty();
  }

  @Test
  void aStatusThatAnEarlierRuleAlwaysAnswersIsReported() throws IOException {
    assertThat(messages(
            rule("a.first", "status = [\"5.1.*\"]", "5.1.1 x", "5.1.2 x"),
            rule("a.second", "status = [\"5.1.3\", \"5.2.*\"]", "5.2.1 x", "5.2.2 x")))
        .containsExactly("10-a.toml:9: a.second: can never decide: 5.1.3");
  }

  @Test
  void aPhraseThatIsTooShortIsReported() throws IOException {
    assertThat(messages(rule("a.first", "words = [\"is\"]", "is", "is x")))
        .containsExactly("10-a.toml:2: a.first: phrase too short: is");
  }

  private List<String> messages(String... rules) throws IOException {
    Files.writeString(folder.resolve("book.toml"), "files = [\"10-a.toml\"]\n");
    Files.writeString(folder.resolve("networks.toml"), "");
    Files.writeString(folder.resolve("vocabulary.toml"), "");
    Files.writeString(folder.resolve("10-a.toml"), String.join("", rules));
    return RuleBookLint.of(RuleFiles.definitions(folder)).stream()
        .map(RuleBookLint.LintMessage::toString)
        .toList();
  }

  private static String rule(String id, String matchers, String... examples) {
    return """
        [[rule]]
        id = "%s"
        reason = "POLICY"
        confidence = "low"
        source = "RFC 5321"
        examples = ["%s"]
        """.formatted(id, String.join("\", \"", examples)) + matchers + "\n";
  }
}
