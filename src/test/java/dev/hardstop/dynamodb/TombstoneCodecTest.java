package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.VerdictState;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TombstoneCodecTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final Tombstone endless =
      new Tombstone(VerdictState.SUPPRESSED, "INVALID_RECIPIENT", Optional.empty());
  private final Tombstone held =
      new Tombstone(VerdictState.HELD, "POLICY", Optional.of(LocalDate.parse("2026-12-24")));

  @Test
  void whatIsWrittenIsRead() {
    assertThat(TombstoneCodec.read(TombstoneCodec.write(endless))).isEqualTo(endless);
    assertThat(TombstoneCodec.read(TombstoneCodec.write(held))).isEqualTo(held);
  }

  @Test
  void anItemHasStateReasonAndEndAndNothingElse() {
    assertThat(TombstoneCodec.write(endless)).containsOnlyKeys("state", "reason");
    assertThat(TombstoneCodec.write(held))
        .containsOnlyKeys("state", "reason", "until", "expiresAt")
        .containsEntry("until", AttributeValue.fromS("2026-12-24"))
        // 2026-12-25T00:00:00Z: the whole day on which it ends is over.
        .containsEntry("expiresAt", AttributeValue.fromN("1798156800"));
  }

  /** Computed with another implementation of RFC 2104. */
  @Test
  void theKeyIsAnHmacOfTheCanonicalAddress() {
    String expected = "~erased#0f03a80a5bb45cb698165b3a48abad4fe7183d604b79e6bb198aa8b354f296e9";
    assertThat(TombstoneCodec.key(EmailAddress.of("Bob@Example.com"), KEY))
        .isEqualTo(TombstoneCodec.key(EmailAddress.of("bob@example.com"), KEY))
        .isEqualTo(expected);
  }

  @Test
  void anotherKeyAndAnotherAddressMakeAnotherName() {
    EmailAddress bob = EmailAddress.of("bob@example.com");
    assertThat(TombstoneCodec.key(bob, KEY))
        .isNotEqualTo(TombstoneCodec.key(bob, KEY + "0"))
        .isNotEqualTo(TombstoneCodec.key(EmailAddress.of("bob@example.org"), KEY));
  }

  @ParameterizedTest
  @CsvSource({"state,DOUBTED", "state,CLEAR", "until,tomorrow", "reason,", "state,"})
  void whatCannotBeReadIsAnErrorThatRepeatsNothing(String attribute, String value) {
    Map<String, AttributeValue> item = new HashMap<>(TombstoneCodec.write(held));
    if (value == null) {
      item.remove(attribute);
    } else {
      item.put(attribute, AttributeValue.fromS(value));
    }
    assertThatThrownBy(() -> TombstoneCodec.read(item))
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageNotContaining("tomorrow")
        .hasNoCause();
  }
}
