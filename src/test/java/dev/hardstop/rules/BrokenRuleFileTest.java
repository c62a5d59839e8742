package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenRuleFileTest {
  private static final String SOUND = """
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

  /** In the sound rule, one text replaced by another; what the error says of it. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      id = "a.rule"                   |                              | has no id
      id = "a.rule"                   | id = "arule"                 | id that is not topic.name
      id = "a.rule"                   | id = "A.rule"                | id that is not topic.name
      source = "RFC 3463 section 3.2" |                              | has no source
      source = "RFC 3463 section 3.2" | source = " "                 | has no source
      reply = ["550"]                 | temporarySource = 1          | temporarySource is no text
      examples =                      | counterExamples =            | has no examples
      examples = ["550 5.1.1 user unknown"] | examples = []          | examples is no list with entries
      reason = "INVALID_RECIPIENT"    |                              | has no reason
      reason = "INVALID_RECIPIENT"    | reason = "GONE"              | unknown reason GONE
      confidence = "high"             | confidence = "HIGH"          | unknown confidence HIGH
      confidence = "high"             | confidence = 1               | confidence is no text
      words = ["user unknown"]        | words = []                   | words is no list with entries
      words = ["user unknown"]        | words = "user unknown"       | words is no list with entries
      words = ["user unknown"]        | words = ["user .. "]         | words
      words = ["user unknown"]        | words = [""]                 | words has an entry that is no text
      words = ["user unknown"]        | word = ["user unknown"]      | unknown key word
      words = ["user unknown"]        | words = ["<host:no.example>"]| words
      status = ["5.1.1"]              | status = ["5.1"]             | status
      status = ["5.1.1"]              | status = ["3.1.1"]           | status
      status = ["5.1.1"]              | status = ["5.1.9-2"]         | status
      reply = ["550"]                 | reply = ["5x0"]              | reply
      reply = ["550"]                 | reply = ["999"]              | reply
      ses = ["permanent/general"]     | ses = ["permanent"]          | ses
      from = ["some-network"]         | from = ["another"]           | from
      examples = ["550 5.1.1 user unknown"] | examples = [{txt = "x"}] | unknown key txt
      examples = ["550 5.1.1 user unknown"] | examples = [1]         | example
      """)
  void aBrokenRuleIsRefusedByFileAndName(String sound, String broken, String says)
      throws IOException {
    writeBook(SOUND.replace(sound, broken == null ? "" : broken));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .isInstanceOf(RuleFileException.class)
        .hasMessageStartingWith("10-sound.toml: ")
        .hasMessageContaining("rule")
        .hasMessageContaining(says);
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
        .hasMessageContaining("10-sound.toml: rule a.rule has no matcher");
  }

  @Test
  void twoRulesOfOneIdAreRefused() throws IOException {
    writeBook(SOUND + SOUND);

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessage("10-sound.toml: rule a.rule is already in 10-sound.toml");
  }

  @Test
  void whatIsNoTomlIsRefusedByLine() throws IOException {
    writeBook("[[rule]]\nid = \"a.rule\"\nid = [\n");

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessageContaining("10-sound.toml: line ");
  }

  @Test
  void aTableOfAnotherNameIsRefused() throws IOException {
    writeBook(SOUND.replace("[[rule]]", "[[rules]]"));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessage("10-sound.toml: unknown key rules");
  }

  @Test
  void aNetworkWithABrokenRangeIsRefused() throws IOException {
    writeBook(SOUND);
    Files.writeString(
        folder.resolve("networks.toml"),
        Files.readString(folder.resolve("networks.toml")).replace("/24", "/42"));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessageStartingWith("networks.toml: network some-network");
  }

  @Test
  void aPhraseWithAnUnknownWordClassIsRefused() throws IOException {
    writeBook(SOUND.replace("id = \"a.rule\"", "id = \"a.rule\"\nwithout = [\"{none} x\"]"));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessage("10-sound.toml: rule a.rule has in without: no word class none");
  }

  @Test
  void aWordClassThatIsThereTwiceIsRefused() throws IOException {
    writeBook(SOUND);
    Files.writeString(
        folder.resolve("vocabulary.toml"), "[[class]]\nid = \"a\"\nwords = [\"b\"]\n".repeat(2));

    assertThatThrownBy(() -> RuleFiles.definitions(folder))
        .hasMessageStartingWith("vocabulary.toml: word class a has word class a is there twice");
  }

  private void writeBook(String rules) throws IOException {
    Files.writeString(folder.resolve("book.toml"), "files = [\"10-sound.toml\"]\n");
    Files.writeString(folder.resolve("10-sound.toml"), rules);
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
