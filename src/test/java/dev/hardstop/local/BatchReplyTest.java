package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReplyTest {
  private static final Set<String> BATCH = Set.of("a", "b", "c");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"batchItemFailures\":null}",
        "{\"batchItemFailures\":[]}",
      })
  void aReplyWithoutFailuresMeansSuccess(String reply) {
    assertThat(failed(reply)).isEmpty();
  }

  @Test
  void exactlyTheNamedMessagesFail() {
    String reply =
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"c\"},{\"itemIdentifier\":\"a\"}]}";
    assertThat(failed(reply)).containsExactlyInAnyOrder("a", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":",
        "[]",
        "\"done\"",
        "{\"batchItemFailures\":\"a\"}",
        "{\"batchItemFailures\":[\"a\"]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"messageId\":\"a\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"of another batch\"}]}",
      })
  void malformedReplyFailsTheWholeBatch(String reply) {
    assertThat(failed(reply)).isEqualTo(BATCH);
  }

  @Test
  void functionThatFailsFailsTheWholeBatch() {
    assertThat(BatchReply.failed(new LocalReply.Failure("Runtime.ExitError", "gone"), BATCH))
        .isEqualTo(BATCH);
  }

  private static Set<String> failed(String reply) {
    return BatchReply.failed(new LocalReply.Answer(reply.getBytes(StandardCharsets.UTF_8)), BATCH);
  }
}
