package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {
  @Test
  void aListedNameIsAStreamInItsSpellingOnly() {
    Streams streams = Streams.of("newsletter", "Receipts_2-eu");
    assertThat(streams.contains("newsletter")).isTrue();
    assertThat(streams.contains("Receipts_2-eu")).isTrue();
    assertThat(streams.contains("Newsletter")).isFalse();
    assertThat(streams.contains("")).isFalse();
    assertThat(Streams.none().contains("newsletter")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "news letter", "news.letter", "nöws", "a/b", "a#b"})
  void aNameThatNoTagOrSetCanHaveIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Streams.of(name))
        .withMessageContaining("1 to 256 letters, digits, '-' and '_'");
  }

  @Test
  void aNameIsAtMostAsLongAsATag() {
    assertThat(Streams.of("a".repeat(256)).names()).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> Streams.of("a".repeat(257)));
  }
}
