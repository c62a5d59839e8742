package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.sesevent.InvalidSesEventException;
import java.util.Set;

/** What must hold of the feedback function whatever it is given. */
final class FeedbackInvariants {
  /** Every word that this function says of what it does not understand, or of what failed. */
  private static final Set<String> OUR_WORDS =
      Set.of(("the event is none of sqs sns eventbridge or ses no object has type list"
              + " broken json at line column too many envelopes within a text message"
              + " mail readable timestamp bounce complaint delivery bouncedrecipients"
              + " complainedrecipients recipients destination one not recorded"
              + " id record and more")
          .split(" "));

  private FeedbackInvariants() {}

  /** The event is taken or refused, and nothing of it is in a log line or a message. */
  static void assertHold(byte[] event) {
    FeedbackFunction function = new FeedbackFunction();
    try {
      assertThat(function.take(event)).startsWith("{\"batchItemFailures\":[");
    } catch (InvalidSesEventException refused) {
      assertIsOurs(refused.getMessage());
      assertThat(refused).hasNoCause();
    } catch (BatchFailedException failed) {
      assertThat(failed).hasNoCause();
      assertThat(failed.getMessage()).startsWith("not recorded: ").doesNotContain("@");
    }
    assertThat(function.log.text()).doesNotContain("@");
  }

  private static void assertIsOurs(String message) {
    StringBuilder word = new StringBuilder();
    for (char c : (message + ' ').toCharArray()) {
      if (Character.isLetter(c)) {
        word.append(Character.toLowerCase(c));
      } else if (!word.isEmpty()) {
        assertThat(OUR_WORDS).contains(word.toString());
        word.setLength(0);
      }
    }
  }
}
