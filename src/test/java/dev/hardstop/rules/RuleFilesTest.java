package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.ChangedRules;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rule files of this build, tested with the whole rule book. */
class RuleFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/rules");
  private static final RuleBook BOOK = RuleFiles.book();
  private static final List<RuleDefinition> DEFINITIONS = RuleFiles.definitions();

  @TestFactory
  Stream<DynamicTest> everyExampleIsAnsweredByItsRule() {
    return each(
        RuleDefinition::examples,
        (definition, example) -> assertThat(
                BOOK.classify(example.deliveryStatus()).ruleId())
            .as(
                "%s of %s: %s",
                definition.rule().id(),
                definition.file(),
                example.deliveryStatus().words())
            .isEqualTo(definition.rule().id()));
  }

  @TestFactory
  Stream<DynamicTest> noCounterExampleIsAnsweredByItsRule() {
    return each(
        RuleDefinition::counterExamples,
        (definition, example) -> assertThat(
                BOOK.classify(example.deliveryStatus()).ruleId())
            .as(
                "%s of %s: %s",
                definition.rule().id(),
                definition.file(),
                example.deliveryStatus().words())
            .isNotEqualTo(definition.rule().id()));
  }

  @TestFactory
  Stream<DynamicTest> storedTextIsClassifiedLikeTheOriginal() {
    return each(RuleDefinition::examples, (definition, example) -> {
      Classification classifiedAgain = BOOK.classify(storedAndRead(example.deliveryStatus()));
      assertThat(classifiedAgain).isEqualTo(BOOK.classify(example.deliveryStatus()));
    });
  }

  @Test
  void maskingTheWordsOfAnExampleAgainChangesNothing() {
    for (RuleDefinition definition : DEFINITIONS) {
      for (RuleDefinition.Example example : definition.examples()) {
        MaskedText words = example.deliveryStatus().words();
        assertThat(MaskedText.of(words.value())).isEqualTo(words);
      }
    }
  }

  @Test
  void everyRuleHasTwoExamplesOrMore() {
    assertThat(DEFINITIONS)
        .allSatisfy(definition -> assertThat(definition.examples())
            .as(definition.rule().id())
            .hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  void everyReasonIsReached() {
    Set<BounceReason> reached = DEFINITIONS.stream()
        .map(definition -> definition.rule().reason())
        .collect(Collectors.toSet());

    assertThat(reached).contains(BounceReason.values());
  }

  @Test
  void everyFileOfTheFolderIsInTheBook() throws IOException {
    Set<String> read = DEFINITIONS.stream().map(RuleDefinition::file).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsOnlyOnceElementsOf(read)
          .hasSize(read.size() + 4);
    }
  }

  @Test
  void aFolderIsReadLikeTheFilesOfThisBuild() {
    assertThat(RuleFiles.definitions(FOLDER))
        .extracting(RuleDefinition::rule)
        .isEqualTo(BOOK.rules());
  }

  @Test
  void aCorrectedRuleAppliesToStoredEvidence() {
    RuleDefinition definition = DEFINITIONS.stream()
        .filter(c -> c.rule().id().equals("microsoft.edge-access-denied"))
        .findFirst()
        .orElseThrow();
    DeliveryStatus stored = storedAndRead(definition.examples().get(0).deliveryStatus());
    Rule corrected = ChangedRules.withReason(definition.rule(), BounceReason.POLICY);

    assertThat(BOOK.classify(stored).reason()).isEqualTo(BounceReason.ACCESS_DENIED);
    assertThat(ChangedRules.with(BOOK, corrected).classify(stored).reason())
        .isEqualTo(BounceReason.POLICY);
  }

  /** The delivery status as it is read from the table. */
  private static DeliveryStatus storedAndRead(DeliveryStatus said) {
    return new DeliveryStatus(
        said.status(),
        said.action(),
        MaskedText.stored(said.words().value()),
        said.sesBounceType(),
        said.reportingMta(),
        said.remoteMtaIp());
  }

  private static Stream<DynamicTest> each(
      Function<RuleDefinition, List<RuleDefinition.Example>> examples, Check check) {
    return DEFINITIONS.stream()
        .flatMap(definition -> examples.apply(definition).stream()
            .map(example -> DynamicTest.dynamicTest(
                definition.rule().id() + ": " + example.deliveryStatus().words().value(),
                () -> check.check(definition, example))));
  }

  private interface Check {
    void check(RuleDefinition definition, RuleDefinition.Example example);
  }
}
