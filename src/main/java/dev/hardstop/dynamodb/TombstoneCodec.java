package dev.hardstop.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.VerdictState;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes and reads a {@link Tombstone} as an item of the table. This is the documentation of the item:
 *
 * <table>
 * <caption>Attributes of a tombstone's item</caption>
 * <tr><th>attribute</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code subject}</td><td>S</td><td>the table's partition key: {@code ~erased#} and 64 hexadecimal
 *   digits, HMAC-SHA-256 (RFC 2104) of the canonical address with one of the erasure keys</td></tr>
 * <tr><td>{@code state}, {@code reason}</td><td>S</td><td>the state and reason of the kept
 *   verdict</td></tr>
 * <tr><td>{@code until}</td><td>S</td><td>the first UTC day on which the tombstone no longer suppresses;
 *   absent if there is no end</td></tr>
 * <tr><td>{@code expiresAt}</td><td>N</td><td>a day after {@code until}, in seconds since 1970; absent if
 *   {@code until} is absent</td></tr>
 * </table>
 *
 * <p>The key contains no {@code @}, so it is not the key of a subject, and the item has no index keys.
 * The item of the domain has a set of strings {@code hasErased} with the ids of the keys under which
 * tombstones of its addresses may be stored ({@link DossierCodec}).
 */
final class TombstoneCodec {
  private static final String KEY_PREFIX = "~erased#";
  private static final int KEY_DIGITS = 64;
  private static final String ALGORITHM = "HmacSHA256";
  private static final String STATE = "state";
  private static final String REASON = "reason";
  static final String UNTIL = "until";

  private TombstoneCodec() {}

  /** Returns the key of the tombstone of an address. */
  static String key(EmailAddress address, String erasureKey) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(erasureKey.getBytes(UTF_8), ALGORITHM));
      return KEY_PREFIX
          + HexFormat.of().formatHex(mac.doFinal(address.canonical().getBytes(UTF_8)));
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /**
   * Returns whether an item with this key is a tombstone. The key of an address may have the same
   * prefix.
   */
  static boolean isKey(String key) {
    return key.startsWith(KEY_PREFIX)
        && key.length() == KEY_PREFIX.length() + KEY_DIGITS
        && key.chars()
            .skip(KEY_PREFIX.length())
            .allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }

  /** Returns the attributes besides the key. */
  static Map<String, AttributeValue> write(Tombstone tombstone) {
    Map<String, AttributeValue> item = new HashMap<>(Map.of(
        STATE, AttributeValue.fromS(tombstone.state().name()),
        REASON, AttributeValue.fromS(tombstone.reason())));
    tombstone.until().ifPresent(day -> {
      item.put(UNTIL, AttributeValue.fromS(day.toString()));
      item.put(DossierCodec.EXPIRES_AT, Expiry.atBeginningOf(day.plusDays(1)));
    });
    return item;
  }

  /**
   * Returns the tombstone that an item holds.
   *
   * @throws UnreadableItemException if it cannot be read
   */
  static Tombstone read(Map<String, AttributeValue> item) {
    try {
      return new Tombstone(
          VerdictState.valueOf(text(item, STATE).orElseThrow(IllegalArgumentException::new)),
          text(item, REASON).orElseThrow(IllegalArgumentException::new),
          text(item, UNTIL).map(StoredTime::day));
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      throw UnreadableItemException.tombstone();
    }
  }

  private static Optional<String> text(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeMap::string);
  }
}
