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
  void theBookOfThisBuildIsInOrder() {
    assertThat(RuleBookLint.of(RuleFiles.definitions())).isEmpty();
  }

  @Test
  void anExampleThatAnEarlierRuleAnswersIsFound() throws IOException {
    assertThat(findings(
            rule("a.first", "words = [\"mailbox\"]", "mailbox x", "mailbox y"),
            rule("a.second", "words = [\"unknown\"]", "mailbox unknown", "user unknown")))
        .containsExactly(
            "10-a.toml:9: a.second: its example is answered by a.first: mailbox unknown");
  }

  @Test
  void aCounterExampleThatItsRuleAnswersIsFound() throws IOException {
    assertThat(findings(rule(
            "a.first", "words = [\"full\"]\ncounterExamples = [\"not full\"]", "full", "full x")))
        .containsExactly("10-a.toml:2: a.first: it answers its counter-example: not full");
  }

  @Test
  void aSingleExampleIsTooFew() throws IOException {
    assertThat(findings(rule("a.first", "words = [\"full\"]", "full")))
        .containsExactly("10-a.toml:2: a.first: has fewer than two examples");
  }

  @Test
  void aPhraseThatAnotherOneImpliesIsFound() throws IOException {
    assertThat(findings(
            rule("a.first", "words = [\"is full\", \"mailbox is full\"]", "is full", "is full x")))
        .containsExactly("10-a.toml:2: a.first: \"mailbox is full\" adds nothing to \"is full\"");
  }

  @Test
  void aWordThatOnlyContainsAnotherIsNoRepetition() throws IOException {
    assertThat(findings(
            rule("a.first", "words = [\"full\", \"fully booked\"]", "full", "fully booked")))
        .isEmpty();
  }

  @Test
  void thePhraseWrittenTwiceIsFound() throws IOException {
    assertThat(findings(rule("a.first", "words = [\"full\", \"FULL\"]", "full", "full x")))
        .containsExactly("10-a.toml:2: a.first: twice the same phrase: full");
  }

  @Test
  void aPhraseThatAnEarlierRuleAlwaysAnswersIsFound() throws IOException {
    assertThat(findings(
            rule("a.first", "words = [\"full\"]", "full", "full x"),
            rule(
                "a.second",
                "words = [\"mailbox full\", \"over quota\"]",
                "over quota",
                "over quota x")))
        .containsExactly("10-a.toml:9: a.second: can never decide: \"mailbox full\"");
  }

  @Test
  void aRuleThatCanNeverAnswerIsFound() throws IOException {
    assertThat(findings(
            rule("a.first", "words = [\"full\"]", "full", "full x"),
            rule("a.second", "words = [\"mailbox full\"]", "mailbox full", "mailbox full x")))
        .contains("10-a.toml:9: a.second: can never answer: earlier rules answer all of its words");
  }

  @Test
  void anEarlierRuleThatAsksMoreHidesNothing() throws IOException {
    assertThat(findings(
            rule(
                "a.first",
                "words = [\"full\"]\nstatus = [\"5.2.2\"]",
                "5.2.2 full",
                "5.2.2 full x"),
            rule("a.second", "words = [\"mailbox full\"]", "mailbox full", "mailbox full x")))
        .isEmpty();
  }

  @Test
  void aStatusThatAnEarlierRuleAlwaysAnswersIsFound() throws IOException {
    assertThat(findings(
            rule("a.first", "status = [\"5.1.*\"]", "5.1.1 x", "5.1.2 x"),
            rule("a.second", "status = [\"5.1.3\", \"5.2.*\"]", "5.2.1 x", "5.2.2 x")))
        .containsExactly("10-a.toml:9: a.second: can never decide: 5.1.3");
  }

  @Test
  void aPhraseThatIsInEveryTextIsFound() throws IOException {
    assertThat(findings(rule("a.first", "words = [\"is\"]", "is", "is x")))
        .containsExactly("10-a.toml:2: a.first: so short that it is found everywhere: is");
  }

  private List<String> findings(String... rules) throws IOException {
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
