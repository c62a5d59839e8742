package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.BounceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A word counts only together with what it is about. */
class OtherSubjectTest {
  private static final RuleBook BOOK = RuleFiles.book();
  private static final Path TEXTS = Path.of("src/test/resources/rules");

  private static final Set<BounceReason> OF_A_DEAD_OR_CLOSED_MAILBOX = Set.of(
      BounceReason.INVALID_RECIPIENT,
      BounceReason.INVALID_DOMAIN,
      BounceReason.ACCESS_DENIED,
      BounceReason.MAILBOX_INACTIVE);

  private static final Set<Culprit> OURS = Set.of(Culprit.SENDER, Culprit.MESSAGE, Culprit.NOBODY);

  @ParameterizedTest
  @MethodSource
  void anotherUnknownOrClosedThingIsNotHeldAgainstTheMailbox(String text) {
    assertThat(classify(text).reason()).isNotIn(OF_A_DEAD_OR_CLOSED_MAILBOX);
  }

  private static List<String> anotherUnknownOrClosedThingIsNotHeldAgainstTheMailbox() {
    return lines("said-of-something-else.txt");
  }

  @ParameterizedTest
  @MethodSource
  void aStatementAboutTheSenderIsTheSendersFaultWithoutAnEnhancedStatus(String text) {
    assertThat(classify(text).reason().culprit()).isIn(OURS);
  }

  private static List<String> aStatementAboutTheSenderIsTheSendersFaultWithoutAnEnhancedStatus() {
    return lines("said-of-the-sender.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 there is no such thing here",
        "550 unknown or illegal",
        "550 Das existiert nicht",
        "550 esto no existe",
        "550 cela n'existe pas",
        "550 dat bestaat niet",
        "550 to nie istnieje",
        "550 это не существует",
        "550 存在しません",
        "550 Ez nem létezik, kedves címzett",
      })
  void wordsWithoutAMailboxGiveNoHighConfidence(String text) {
    assertThat(classify(text).confidence()).isNotEqualTo(Confidence.HIGH);
  }

  private static Classification classify(String text) {
    return BOOK.classify(
        new DeliveryStatus("", "failed", MaskedText.of(text), BounceType.NONE, "", ""));
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(TEXTS.resolve(file)).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
