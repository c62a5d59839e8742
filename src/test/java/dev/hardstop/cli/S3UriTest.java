package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3UriTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.csv",
        "2026/11/a b+c.csv",
        "100%.csv",
        "a%20b.csv",
        "a?b#c.csv",
        "[1].csv",
        "//a"
      })
  void theKeyOfAnObjectIsTakenAsItIs(String key) {
    assertThat(S3Uri.ofObject("s3://my-bucket/" + key)).isEqualTo(new S3Uri("my-bucket", key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://", "s3:///a", "s3://bucket", "s3://bucket/", "s3://bucket/folder/"})
  void whatNamesNoObjectIsRefused(String argument) {
    assertThatThrownBy(() -> S3Uri.ofObject(argument))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("s3://");
  }

  @Test
  void aPrefixMayBeEmpty() {
    assertThat(S3Uri.of("s3://bucket")).isEqualTo(new S3Uri("bucket", ""));
    assertThat(S3Uri.of("s3://bucket/ses/")).isEqualTo(new S3Uri("bucket", "ses/"));
  }
}
