package dev.hardstop.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void hasTheClassTheMessageOnOneLineAndTheCauseButNoAddress() {
    Throwable failure =
        new IllegalStateException("not written: ann@example.com\nat once", new IOException());

    assertThat(FailureText.of(failure))
        .isEqualTo("IllegalStateException: not written: *** at once (IOException)");
  }

  @Test
  void aFailureWithoutMessageHasItsClass() {
    assertThat(FailureText.of(new StackOverflowError())).isEqualTo("StackOverflowError");
  }

  @Test
  void aLongMessageIsCut() {
    assertThat(FailureText.of(new IllegalStateException("x".repeat(10_000)))).hasSizeLessThan(600);
  }
}
