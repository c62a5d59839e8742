package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Sha256;
import org.junit.jupiter.api.Test;

class SeenContentsTest {
  private static final int MANY = 50_000;

  @Test
  void everyContentIsNewOnceHoweverManyThereAre() {
    SeenContents seen = new SeenContents();
    for (int i = 0; i < MANY; i++) {
      assertThat(seen.add(Sha256.of("content " + i))).isTrue();
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(seen.add(Sha256.of("content " + i))).isFalse();
    }
    assertThat(seen.isFull()).isFalse();
  }

  @Test
  void contentsWhoseDigestsBeginAlikeDiffer() {
    SeenContents seen = new SeenContents();
    byte[] one = new byte[16];
    byte[] other = new byte[16];
    other[15] = 1;
    assertThat(seen.add(one)).isTrue();
    assertThat(seen.add(other)).isTrue();
    assertThat(seen.add(one)).isFalse();
  }

  /** Nothing is lost: a repetition is only sent again. */
  @Test
  void whatIsNoLongerRememberedCountsAsNew() {
    SeenContents seen = new SeenContents(2);
    seen.add(Sha256.of("a"));
    seen.add(Sha256.of("b"));
    assertThat(seen.isFull()).isTrue();
    assertThat(seen.add(Sha256.of("c"))).isTrue();
    assertThat(seen.add(Sha256.of("c"))).isTrue();
    assertThat(seen.add(Sha256.of("a"))).isFalse();
  }
}
