package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
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

/** The rule files of this build, each asked through the whole book. */
class RuleFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/rules");
  private static final RuleBook BOOK = RuleFiles.book();
  private static final List<Claim> CLAIMS = RuleFiles.claims();

  @TestFactory
  Stream<DynamicTest> everyExampleIsAnsweredByItsOwnRule() {
    return each(
        Claim::examples,
        (claim, example) -> assertThat(BOOK.classify(example.said()).ruleId())
            .as("%s of %s: %s", claim.rule().id(), claim.file(), example.said().words())
            .isEqualTo(claim.rule().id()));
  }

  @TestFactory
  Stream<DynamicTest> noCounterExampleIsAnsweredByItsRule() {
    return each(
        Claim::counterExamples,
        (claim, example) -> assertThat(BOOK.classify(example.said()).ruleId())
            .as("%s of %s: %s", claim.rule().id(), claim.file(), example.said().words())
            .isNotEqualTo(claim.rule().id()));
  }

  @TestFactory
  Stream<DynamicTest> storedWordsAreJudgedLikeThoseThatCame() {
    return each(Claim::examples, (claim, example) -> {
      Classification judgedAgain = BOOK.classify(storedAndRead(example.said()));
      assertThat(judgedAgain).isEqualTo(BOOK.classify(example.said()));
    });
  }

  @Test
  void maskingTheWordsOfAnExampleAgainChangesNothing() {
    for (Claim claim : CLAIMS) {
      for (Example example : claim.examples()) {
        MaskedText words = example.said().words();
        assertThat(MaskedText.of(words.value())).isEqualTo(words);
      }
    }
  }

  @Test
  void everyRuleHasTwoExamplesOrMore() {
    assertThat(CLAIMS)
        .allSatisfy(claim ->
            assertThat(claim.examples()).as(claim.rule().id()).hasSizeGreaterThanOrEqualTo(2));
  }

  @Test
  void everyReasonIsReached() {
    Set<BounceReason> reached =
        CLAIMS.stream().map(claim -> claim.rule().reason()).collect(Collectors.toSet());

    assertThat(reached).contains(BounceReason.values());
  }

  @Test
  void everyFileOfTheFolderIsInTheBook() throws IOException {
    Set<String> read = CLAIMS.stream().map(Claim::file).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsOnlyOnceElementsOf(read)
          .hasSize(read.size() + 3);
    }
  }

  @Test
  void aFolderIsReadLikeTheFilesOfTheBuild() {
    assertThat(RuleFiles.claims(FOLDER)).extracting(Claim::rule).isEqualTo(BOOK.rules());
  }

  @Test
  void aMendedRuleJudgesWhatWasStoredUnderTheOldOne() {
    Claim claim = CLAIMS.stream()
        .filter(c -> c.rule().id().equals("microsoft.edge-access-denied"))
        .findFirst()
        .orElseThrow();
    DeliveryStatus stored = storedAndRead(claim.examples().get(0).said());
    Rule mended = claim.rule().withReason(BounceReason.POLICY);

    assertThat(BOOK.classify(stored).reason()).isEqualTo(BounceReason.ACCESS_DENIED);
    assertThat(BOOK.with(mended).classify(stored).reason()).isEqualTo(BounceReason.POLICY);
  }

  /** As the table gives it back. */
  private static DeliveryStatus storedAndRead(DeliveryStatus said) {
    return new DeliveryStatus(
        said.status(),
        said.action(),
        MaskedText.stored(said.words().value()),
        said.sesSaid(),
        said.reportingMta(),
        said.remoteMtaIp());
  }

  private static Stream<DynamicTest> each(Function<Claim, List<Example>> examples, Check check) {
    return CLAIMS.stream()
        .flatMap(claim -> examples.apply(claim).stream()
            .map(example -> DynamicTest.dynamicTest(
                claim.rule().id() + ": " + example.said().words().value(),
                () -> check.check(claim, example))));
  }

  private interface Check {
    void check(Claim claim, Example example);
  }
}
