package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.rules.RuleFiles.RuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidRuleFileTest {
  private static final String VALID = """
      [[rule]]
      id = "a.rule"
      status = ["5.1.1"]
      reply = ["550"]
      words = ["user unknown"]
      ses = ["permanent/general"]
      from = ["some-network"]
      reason = "INVALID_RECIPIENT"
      confidence = "high"
      source = "RFC 3463 section 3.2"
      examples = ["550 5.1.1 user unknown"]
      """;

  @TempDir
  Path folder;

  /** A text of the valid rule, its replacement, and the error message. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      id = "a.rule"                   |                              | missing id
      id = "a.rule"                   | id = "arule"                 | invalid id
      id = "a.rule"                   | id = "A.rule"                | invalid id
      source = "RFC 3463 section 3.2" |                              | missing source
      source = "RFC 3463 section 3.2" | source = " "                 | missing source
      reply = ["550"]                 | temporarySource = 1          | invalid type of temporarySource
      examples =                      | counterExamples =            | missing examples
      examples = ["550 5.1.1 user unknown"] | examples = []          | examples has no entries
      reason = "INVALID_RECIPIENT"    |                              | missing reason
      reason = "INVALID_RECIPIENT"    | reason = "GONE"              | unknown reason GONE
      confidence = "high"             | confidence = "HIGH"          | unknown confidence HIGH
      confidence = "high"             | confidence = 1               | invalid type of confidence
      words = ["user unknown"]        | words = []                   | words has no entries
      words = ["user unknown"]        | words = "user unknown"       | invalid type of words
      words = ["user unknown"]        | words = ["user .. "]         | invalid words:
      words = ["user unknown"]        | words = [1]                  | invalid type of words
      words = ["user unknown"]        | words = [""]                 | words has a blank entry
      words = ["user unknown"]        | word = ["user unknown"]      | unknown key word
      words = ["user unknown"]        | words = ["<host:no.example>"]| invalid words:
      status = ["5.1.1"]              | status = ["5.1"]             | invalid status:
      status = ["5.1.1"]              | status = ["3.1.1"]           | invalid status:
      status = ["5.1.1"]              | status = ["5.1.9-2"]         | invalid status:
      reply = ["550"]                 | reply = ["5x0"]              | invalid reply:
      reply = ["550"]                 | reply = ["999"]              | invalid reply:
      ses = ["permanent/general"]     | ses = ["permanent"]          | invalid ses:
      from = ["some-network"]         | from = ["another"]           | invalid from:
      examples = ["550 5.1.1 user unknown"] | examples = [{txt = "x"}] | unknown key txt
      examples = ["550 5.1.1 user unknown"] | examples = [1]         | invalid type of examples
      """)
  void errorsNameTheFileAndTheRule(String valid, String invalid, String problem)
      throws IOException {
    writeBook(VALID.replace(valid, invalid == null ? "" : invalid));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .isInstanceOf(RuleFileException.class)
        .hasMessageStartingWith("10-valid.toml: rule ")
        .hasMessageContaining(problem);
  }

  @Test
  void aRuleWithoutAnyMatcherIsRefused() throws IOException {
    writeBook("""
        [[rule]]
        id = "a.rule"
        without = ["x"]
        reason = "POLICY"
        confidence = "low"
        source = "RFC 5321"
        examples = ["y"]
        """);

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessageContaining("10-valid.toml: rule a.rule: no matcher");
  }

  @Test
  void twoRulesWithTheSameIdAreRefused() throws IOException {
    writeBook(VALID + VALID);

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessage("10-valid.toml: rule a.rule is already in 10-valid.toml");
  }

  @Test
  void tomlErrorsNameTheLine() throws IOException {
    writeBook("[[rule]]\nid = \"a.rule\"\nid = [\n");

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessageContaining("10-valid.toml: line ");
  }

  @Test
  void aTableOfAnotherNameIsRefused() throws IOException {
    writeBook(VALID.replace("[[rule]]", "[[rules]]"));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessage("10-valid.toml: unknown key rules");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "1", "[true]"})
  void aServerSpecificThatIsNeitherTrueNorFalseIsRefused(String value) throws IOException {
    writeBook("serverSpecific = " + value + "\n" + VALID);

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessage("10-valid.toml: invalid type of serverSpecific");
  }

  @Test
  void serverSpecificAppliesToEveryRuleOfItsFileAndIsFalseWhereItIsAbsent() throws IOException {
    String twoRules = VALID + VALID.replace("a.rule", "another.rule");

    writeBook("serverSpecific = true\n" + twoRules);
    assertThat(RuleFiles.definitions(folder))
        .extracting(definition -> definition.rule().serverSpecific())
        .containsExactly(true, true);

    writeBook(twoRules);
    assertThat(RuleFiles.definitions(folder))
        .extracting(definition -> definition.rule().serverSpecific())
        .containsExactly(false, false);
  }

  @Test
  void aNetworkWithAnInvalidRangeIsRefused() throws IOException {
    writeBook(VALID);
    Files.writeString(
        folder.resolve("networks.toml"),
        Files.readString(folder.resolve("networks.toml")).replace("/24", "/42"));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessageStartingWith("networks.toml: network some-network");
  }

  @Test
  void aPhraseWithAnUnknownWordClassIsRefused() throws IOException {
    writeBook(VALID.replace("id = \"a.rule\"", "id = \"a.rule\"\nwithout = [\"{none} x\"]"));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessage("10-valid.toml: rule a.rule: invalid without: unknown word class none");
  }

  @Test
  void aWordClassThatIsDefinedTwiceIsRefused() throws IOException {
    writeBook(VALID);
    Files.writeString(
        folder.resolve("vocabulary.toml"), "[[class]]\nid = \"a\"\nwords = [\"b\"]\n".repeat(2));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessageStartingWith("vocabulary.toml: word class a is defined twice");
  }

  private void writeBook(String rules) throws IOException {
    Files.writeString(folder.resolve("book.toml"), "files = [\"10-valid.toml\"]\n");
    Files.writeString(folder.resolve("10-valid.toml"), rules);
    Files.writeString(folder.resolve("vocabulary.toml"), "");
    Files.writeString(folder.resolve("networks.toml"), """
        [[network]]
        id = "some-network"
        ranges = ["192.0.2.0/24"]
        hosts = ["google.com"]
        source = "RFC 5737"
        """);
  }
}
