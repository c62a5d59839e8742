package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A rule that only matches its example is a defect: a cause has the same reason in all wordings, in any case and
 * spacing, with codes at any place and in any wrapper. All sentences are invented for this test.
 */
class SynonymsTest {
  private static final int CHANGES_OF_EACH = 4;
  private static final Path REPLIES =
      Path.of("src/test/resources/rules/replies-in-other-words.txt");

  private static final List<String> RECIPIENTS = List.of(
      "user",
      "the recipient",
      "mailbox",
      "mail box",
      "this account",
      "e-mail address",
      "the email address",
      "addressee",
      "alias",
      "local part",
      "the recipient address",
      "user <bob@example.com>",
      "<bob@example.com>",
      "mailbox <bob@example.com>",
      "recipient \"bob@example.com\"",
      "the user bob");

  private static final List<String> OTHERS = List.of(
      "the sender",
      "the sender address",
      "your domain",
      "the envelope sender",
      "the return path",
      "your IP address",
      "the sending host",
      "your HELO name",
      "the DKIM selector",
      "the MAIL FROM address",
      "the originator",
      "the host mx.example.org",
      "the certificate",
      "the reply-to address");

  private static final List<String> IS_NOT_THERE = List.of(
      "unknown",
      "is unknown",
      "not found",
      "was not found",
      "could not be found",
      "couldn't be found",
      "cannot be located",
      "does not exist",
      "doesn't exist",
      "doesn't seem to exist",
      "isn't known",
      "is not recognised",
      "is invalid",
      "is not valid",
      "no longer exists",
      "never existed");

  private static final List<String> NO_SUCH = List.of(
      "no such %s",
      "unknown %s",
      "invalid %s",
      "nonexistent %s",
      "not a valid %s",
      "we could not find the %s",
      "cannot find %s",
      "unable to locate %s",
      "did not recognize the %s",
      "there is no such %s",
      "we do not know the %s");

  private static final List<String> MAILBOXES = List.of(
      "user", "mailbox", "recipient", "account", "address", "alias", "local user", "mail account");

  /** Changes that relays make to a reply; they do not change its meaning. */
  private static final List<BinaryOperator<String>> CHANGES = List.of(
      (code, words) -> code + " " + words.toUpperCase(Locale.ROOT),
      (code, words) -> code + " " + words.toLowerCase(Locale.ROOT),
      (code, words) -> code + "  " + words.replace(" ", "  "),
      (code, words) -> "smtp; " + code + " " + words + ".",
      (code, words) -> "SMTP;" + code + " " + words + "\r\n",
      (code, words) -> code + "-" + words + "\n" + code + " mx.example.com",
      (code, words) -> code + " " + words.replaceFirst(" ", "\n" + code + " "),
      (code, words) -> "host mx.example.com[192.0.2.25] said: " + code + " " + words,
      (code, words) -> code + " " + words + " (in reply to RCPT TO command)",
      (code, words) ->
          code + " " + words + " [mx7.example.com 2026-11-28T10:00:00.000Z 08DE1A2B3C4D5E6F]",
      (code, words) -> code + " <bob@example.com>: " + words);

  @ParameterizedTest
  @MethodSource("replies")
  void aReplyHasItsReason(String reasons, String reply) {
    assertThat(reason(reply)).isIn(reasonsOf(reasons));
  }

  @Test
  void aReplyChangedByARelayHasTheSameReason() {
    Random random = new Random(14);
    List<String> different = new ArrayList<>();
    for (Object[] row : replies()) {
      String reply = (String) row[1];
      for (int i = 0; i < CHANGES_OF_EACH; i++) {
        BinaryOperator<String> change = CHANGES.get(random.nextInt(CHANGES.size()));
        String changed = change.apply(reply.substring(0, 3), reply.substring(4));
        if (reason(changed) != reason(reply)) {
          different.add(reason(reply) + " became " + reason(changed) + ": " + changed);
        }
      }
    }

    assertThat(different).isEmpty();
  }

  @Test
  void everyWordingOfAnUnknownRecipientIsInvalidRecipient() {
    assertThat(sentences(RECIPIENTS))
        .allSatisfy(words ->
            assertThat(reason("550 " + words)).as(words).isEqualTo(BounceReason.INVALID_RECIPIENT));
    for (String noSuch : NO_SUCH) {
      assertThat(MAILBOXES).allSatisfy(mailbox -> {
        String words = String.format(noSuch, mailbox);
        assertThat(reason("550 " + words)).as(words).isEqualTo(BounceReason.INVALID_RECIPIENT);
      });
    }
  }

  @Test
  void anotherUnknownThingIsNotTheRecipient() {
    assertThat(sentences(OTHERS))
        .allSatisfy(words -> assertThat(reason("550 " + words))
            .as(words)
            .isNotIn(
                BounceReason.INVALID_RECIPIENT,
                BounceReason.MAILBOX_INACTIVE,
                BounceReason.ACCESS_DENIED));
  }

  @Test
  void aTemporaryCodeProvesNoInvalidRecipient() {
    assertThat(sentences(RECIPIENTS))
        .allSatisfy(words -> assertThat(reason("450 " + words))
            .as(words)
            .isNotIn(
                BounceReason.INVALID_RECIPIENT,
                BounceReason.INVALID_DOMAIN,
                BounceReason.ACCESS_DENIED,
                BounceReason.MAILBOX_INACTIVE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user unknwon",
        "user unkown",
        "user unknow",
        "no such recipeint",
        "recipent not found",
        "mailbx not found",
        "mailbox not foudn",
        "mailbox does not exsist",
        "user dosn't exist",
        "user doesnt exist",
        "user dose not exist",
        "invalid recepient",
        "adress unknown",
        "acount does not exist",
        "invald recipient",
        "unrecognised adress"
      })
  void mistypedWordsAreRecognised(String words) {
    assertThat(reason("550 " + words)).isEqualTo(BounceReason.INVALID_RECIPIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 user unknown or mailbox full",
        "550 invalid recipient or relaying denied",
        "550 no such user or not allowed to receive from outside",
        "550 recipient is unknown or not enabled for external mail",
        "550 account disabled or over quota"
      })
  void anAlternativeHasTheConfidenceOfItsMilderHalf(String reply) {
    Classification answer = classify(reply);

    assertThat(answer.culprit()).isNotIn(Culprit.ADDRESS, Culprit.DOMAIN);
  }

  private static Stream<String> sentences(List<String> things) {
    return things.stream().flatMap(thing -> IS_NOT_THERE.stream().map(is -> thing + " " + is));
  }

  private static List<Object[]> replies() {
    try (Stream<String> lines = Files.lines(REPLIES)) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> (Object[]) line.split(" \\| ", 2))
          .collect(Collectors.toList());
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static List<BounceReason> reasonsOf(String list) {
    return Arrays.stream(list.split(",")).map(BounceReason::valueOf).toList();
  }

  private static BounceReason reason(String reply) {
    return classify(reply).reason();
  }

  private static Classification classify(String reply) {
    Bounce.RecipientReport report = new Bounce.RecipientReport("failed", "", reply, "", "");
    return RuleFiles.book().classify(DeliveryStatus.of(report, BounceType.NONE, List.of("bob")));
  }
}
