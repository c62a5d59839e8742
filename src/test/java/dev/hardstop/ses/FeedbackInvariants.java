package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.ses.FeedbackHandler.BatchFailedException;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import java.util.Set;

/** The properties that the feedback function has for every input. */
final class FeedbackInvariants {
  /** All words of the messages about invalid events and failed records. */
  private static final Set<String> OUR_WORDS =
      Set.of(("the event is from sqs sns eventbridge or ses no object has type list of"
              + " invalid json at line column too many envelopes within a text message"
              + " mail readable timestamp bounce complaint delivery bouncedrecipients"
              + " complainedrecipients recipients destination one not recorded"
              + " id record and more")
          .split(" "));

  private FeedbackInvariants() {}

  /** The event is recorded or rejected, and no log line and no message quotes it. */
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
