package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.smtp.EnhancedStatusCode;
import dev.hardstop.smtp.ReplyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The patterns for status codes, reply codes and SES bounce types, and what they match. */
class RuleConditionTest {

  @ParameterizedTest
  @CsvSource({
    "5.7.606-649, 5.7.605, false",
    "5.7.606-649, 5.7.606, true",
    "5.7.606-649, 5.7.649, true",
    "5.7.606-649, 5.7.650, false",
    "5.1.*, 5.1.0, true",
    "5.1.*, 5.1.999, true",
    "5.1.*, 5.2.1, false",
    "*.1.1, 4.1.1, true",
    "*.1.1, 5.1.2, false",
    "4.*.*, 4.7.1, true",
    "4.*.*, 5.7.1, false",
    "5.1.1, 5.1.1, true",
    "5.1.1-1, 5.1.1, true"
  })
  void aStatusIsMatchedPartByPart(String pattern, String status, boolean fits) {
    assertThat(RuleCondition.StatusPattern.of(pattern)
            .matches(EnhancedStatusCode.find(status).orElseThrow()))
        .isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "5.1.*, true",
    "*.1.1, true",
    "5.*.1, true",
    "5.7.0-999, true",
    "5.7.1-999, false",
    "5.7.0-998, false",
    "5.1.1, false"
  })
  void aPatternWithAStarIsOpen(String pattern, boolean open) {
    assertThat(RuleCondition.StatusPattern.of(pattern).isOpen()).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({"5.7.606-649, 5.7.606", "*.1.1, 5.1.1", "4.*.3, 4.0.3", "4.2.*, 4.2.0"})
  void aSampleMatchesItsPattern(String pattern, String sample) {
    RuleCondition.StatusPattern statuses = RuleCondition.StatusPattern.of(pattern);
    assertThat(statuses.sample()).isEqualTo(EnhancedStatusCode.find(sample).orElseThrow());
    assertThat(statuses.matches(statuses.sample())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5.1",
        "5.1.1.1",
        "5..1",
        "5.1.",
        "5.1.x",
        "5.1.2-1",
        "5.1.-2",
        "5.1.*-2",
        "3.1.1",
        "5.1.1000",
        "*.*.0000",
        "5.1./",
        "5.1.:"
      })
  void anInvalidStatusPatternIsRefused(String written) {
    assertThatThrownBy(() -> RuleCondition.StatusPattern.of(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "550, 550, true",
    "550, 551, false",
    "550, 549, false",
    "45x, 450, true",
    "45x, 459, true",
    "45x, 449, false",
    "44x, 450, false",
    "5xx, 500, true",
    "5xx, 559, true",
    "5xx, 450, false"
  })
  void aReplyCodeIsMatchedFromItsFirstDigit(String pattern, int code, boolean fits) {
    assertThat(RuleCondition.ReplyPattern.of(pattern).matches(new ReplyCode(code)))
        .isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xxx", "55", "5500", "x50", "5x0", "5a0", "5-0", "9xx", "5:0", "5/0"})
  void anInvalidReplyCodePatternIsRefused(String written) {
    assertThatThrownBy(() -> RuleCondition.ReplyPattern.of(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "permanent/general, Permanent, General, true",
    "Permanent/General, permanent, general, true",
    "permanent/*, Permanent, NoEmail, true",
    "permanent/*, Transient, NoEmail, false",
    "*/suppressed, Permanent, Suppressed, true",
    "*/suppressed, Permanent, General, false"
  })
  void aBounceTypeIsMatchedInAnyCase(String pattern, String type, String subType, boolean fits) {
    assertThat(RuleCondition.BounceTypePattern.of(pattern).matches(new BounceType(type, subType)))
        .isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "permanent", "/general", "permanent/", "*/*", "perm4/general", "a/b/c"})
  void anInvalidBounceTypePatternIsRefused(String written) {
    assertThatThrownBy(() -> RuleCondition.BounceTypePattern.of(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBounceTypePatternIsPrintedAsItWasWritten() {
    assertThat(RuleCondition.BounceTypePattern.of("Permanent/*")).hasToString("permanent/*");
    assertThat(RuleCondition.BounceTypePattern.of("*/Suppressed")).hasToString("*/suppressed");
  }
}
