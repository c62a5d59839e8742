package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observations;
import dev.hardstop.suppression.Subject;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that cannot be sent would make its record fail for ever. */
class StoredHostileTextTest {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private final Subject bob = Subject.parse("bob@" + UUID.randomUUID() + ".example.com");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 \u0000 \u0001\u001f\u007f\u0085 \ufffe\uffff",
        "550 \"\\\" </script> \u2028\u202e",
        "550 \ud83d\udcea mailbox",
        "   "
      })
  void wordsAreStoredAsTheyAre(String words) {
    assertThat(stored(words)).isEqualTo(Observations.bounced("2026-11-24T10:00:00Z", "f", words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"550 \ud83d half", "\udcea\ud83d 550", "550 \ud83d"})
  void halfASurrogatePairBecomesAQuestionMarkAndKeepsTheOrder(String words) {
    Evidence said = Observations.bounced("2026-11-24T10:00:00Z", "f", words);
    Evidence stored = stored(words);

    assertThat(((Evidence.OfBounce) stored).deliveryStatus().words().value()).contains("?");
    assertThat(stored.order()).isEqualTo(said.order());
  }

  @Test
  void thePersonsWordsOfAnActAreKeptWhole() {
    String why = "\u00e4".repeat(500);
    ManualAction action =
        new ManualAction.Release("a", "desk", why + "\ud83d", TestTable.NOW, false);
    TABLE.list().addAction(bob, action);

    assertThat(TABLE.list().read(Set.of(bob)).get(bob).manualActions())
        .singleElement()
        .extracting(ManualAction::why)
        .isEqualTo(why + "?");
  }

  private Evidence stored(String words) {
    Evidence said = Observations.bounced("2026-11-24T10:00:00Z", "f", words);
    TABLE.list().observe(Observations.of(bob, RULE, said, false));
    return TABLE.list().read(Set.of(bob)).get(bob).histories().get(RULE).newest();
  }
}
