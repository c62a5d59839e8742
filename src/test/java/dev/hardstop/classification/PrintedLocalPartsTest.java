package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored text contains no part of the local part, however a server prints it. */
class PrintedLocalPartsTest {
  private static final int CASES = 20_000;
  private static final String[] BETWEEN = {
    ".", "..", "+", "-", "_", "'", "=", "/", "!", "#", "&", "{", "|", " ", "@", ",", "\\", "\"", "<"
  };
  private static final String[] TEXTS = {
    "550 5.1.1 %s... User unknown",
    "550 5.1.1 <%s>: no such user",
    "550 5.1.1 (%s) no such user",
    "550 5.1.1 \"%s\" no such user",
    "550 5.1.1 '%s' no such user",
    "550 user=%s is unknown",
    "550 no mailbox for %s, go away",
    "550 /var/mail/%s: no such file",
    "550 5.1.1 <%s@example.com>: no such user",
    "550 5.1.1 %s@example.com no such user",
    "550 5.1.1 [%s@example.com]: no such user",
    "550 5.1.1 no such user: %s",
  };

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      o'brien            | 550 o'brien... User unknown            | 550 <address>... User unknown
      o'brien            | 550 <O'Brien>: unknown                 | 550 <address>: unknown
      o'brien            | 550 user 'o'brien' is unknown          | 550 user '<address>' is unknown
      o'brien            | 550 user=o'brien, unknown              | 550 user=<address>, unknown
      o'brien            | 550 no brien here                      | 550 no <address> here
      bobsmith+news      | 550 bobsmith is unknown                | 550 <address> is unknown
      bobsmith+news      | 550 bobsmith+news is unknown           | 550 <address> is unknown
      bob+news           | 550 <bob>... User unknown              | 550 <address>... User unknown
      "two words"        | 550 two words: unknown                 | 550 <address>: unknown
      "two words"        | 550 "two words": unknown               | 550 "<address>": unknown
      "two words"        | 550 <two words@example.com>: unknown   | 550 <address>: unknown
      "foo..bar"         | 550 foo..bar is unknown                | 550 <address> is unknown
      "a\\"b c"          | 550 "a\\"b c"@example.com is unknown   | 550 <address> is unknown
      john.smith         | 550 smith is unknown                   | 550 <address> is unknown
      john.smith         | 550 john-smith is unknown              | 550 <address>-<address> is unknown
      user+x             | 550 <user>... User unknown             | 550 <address>... User unknown
      user.unknown       | 550 User unknown                       | 550 User unknown
      may.lee            | 550 You may not send                   | 550 You may not send
      outlook            | 550 prod.outlook.com                   | 550 <host:prod.outlook.com>
      """)
  void aLocalPartIsMaskedWithAndWithoutItsTagAndQuotes(String name, String text, String masked) {
    String localPart = EmailAddress.of(name + "@example.com").localPart();
    assertThat(MaskedText.of(text, List.of(localPart)).value()).isEqualTo(masked);
  }

  @Test
  void noPartOfALocalPartIsStoredHoweverItIsPrinted() {
    Random random = new Random(20_261_128);
    for (int i = 0; i < CASES; i++) {
      EmailAddress address = address(random);
      String text = TEXTS[random.nextInt(TEXTS.length)].formatted(printed(address, random));

      String stored = stored(address, text);

      for (String piece : pieces(address.localPart())) {
        assertThat(stored.toLowerCase(Locale.ROOT))
            .as("%s of %s in: %s", piece, address.canonical(), text)
            .doesNotContain(piece);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "two words ", "two ", "o'o'", "'@'", "\"\"\"\""})
  void aVeryLongLocalPartIsReadInLinearTime(String piece) {
    String line = piece.repeat(1_000_000 / piece.length());
    PrintedLocalParts names = new PrintedLocalParts(List.of("\"two words\"", "o'o'o", "\"'' ''\""));

    assertThat(new Masking(line, names, Correspondents.UNKNOWN).masked()).isNotEmpty();
  }

  /** Words of four to seven letters that no other text of this test contains, with any characters between them. */
  private static EmailAddress address(Random random) {
    StringBuilder name = new StringBuilder(word(random));
    for (int i = random.nextInt(4); i > 0; i--) {
      name.append(BETWEEN[random.nextInt(BETWEEN.length)]).append(word(random));
    }
    String quoted = '"' + name.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return EmailAddress.of(quoted + "@example.com");
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 4 + random.nextInt(4); i > 0; i--) {
      word.append("qzxjkvw".charAt(random.nextInt(7)));
    }
    return word.toString();
  }

  /** The local part as it is, in capitals, without quotation marks or tag, or a part of it. */
  private static String printed(EmailAddress address, Random random) {
    String name = address.localPart();
    boolean quoted = name.startsWith("\"");
    return switch (random.nextInt(5)) {
      case 0 -> name;
      case 1 -> name.toUpperCase(Locale.ROOT);
      case 2 -> quoted ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
      case 3 -> name.indexOf('+') > 0 ? name.substring(0, name.indexOf('+')) : name;
      default -> {
        List<String> pieces = pieces(name);
        yield pieces.get(random.nextInt(pieces.size()));
      }
    };
  }

  private static List<String> pieces(String localPart) {
    List<String> pieces = new ArrayList<>(List.of(localPart.split("[^a-z]+")));
    pieces.removeIf(String::isEmpty);
    return pieces;
  }

  private static String stored(EmailAddress address, String text) {
    Bounce bounce = new Bounce(
        new Mail("", Instant.EPOCH, List.of(address)),
        "",
        Optional.of(address),
        BounceType.NONE,
        new Bounce.RecipientReport("failed", "5.1.1", "smtp; " + text, "", ""));
    return DeliveryStatus.of(bounce).words().value();
  }
}
