package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.Subject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a page of a domain's addresses ended: the last key that was read. As a text it comes back
 * from callers, so it is believed only where it is a key of the same domain.
 *
 * @param touched {@code 2026-11-24#bob@contoso.com}
 */
record DomainCursor(String domain, String touched, String subject) {
  private static final int DAY = "2026-11-24".length();

  /** The most bytes of a sort key (DynamoDB developer guide, "Quotas"), as characters of Base64. */
  private static final int LONGEST = (1_024 + 2) / 3 * 4;

  DomainCursor {
    requireNonNull(domain, "domain is null");
    requireNonNull(touched, "touched is null");
    requireNonNull(subject, "subject is null");
  }

  /**
   * @throws IllegalArgumentException when the text is none, or one of another domain; the message
   *     repeats nothing of it
   */
  static DomainCursor read(String domain, String text) {
    String touched = decoded(text);
    if (touched.length() <= DAY || touched.charAt(DAY) != '#') {
      throw foreign();
    }
    String subject = touched.substring(DAY + 1);
    try {
      LocalDate.parse(touched.substring(0, DAY));
      Subject parsed = Subject.parse(subject);
      if (!parsed.domain().equals(domain) || !parsed.key().equals(subject)) {
        throw foreign();
      }
    } catch (DateTimeException | InvalidAddressException malformed) {
      // Not chained: its message may repeat the text.
      throw foreign();
    }
    return new DomainCursor(domain, touched, subject);
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(touched.getBytes(StandardCharsets.UTF_8));
  }

  Map<String, AttributeValue> key() {
    return Map.of(
        DossierCodec.DOMAIN, AttributeValue.fromS(domain),
        DossierCodec.TOUCHED, AttributeValue.fromS(touched),
        DossierCodec.SUBJECT, AttributeValue.fromS(subject));
  }

  private static String decoded(String text) {
    if (text.length() > LONGEST) {
      throw foreign();
    }
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noBase64) {
      throw foreign();
    }
  }

  private static IllegalArgumentException foreign() {
    return new IllegalArgumentException("the cursor is none of this domain");
  }

  /** Nothing of it: it names an address. */
  @Override
  public String toString() {
    return "DomainCursor[" + domain + "]";
  }
}
