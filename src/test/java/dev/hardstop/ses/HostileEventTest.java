package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.sesevent.SesEvent;
import dev.hardstop.suppression.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile events: too large, too deep, with wrong types, with invalid characters. */
class HostileEventTest {
  private static final String RECIPIENT = "/bounce/bouncedRecipients/0";

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of("a reply of 256 KB", bounce().with(RECIPIENT + "/diagnosticCode", large())),
        Arguments.of("every field of 20 KB", everyField("x".repeat(20_000))),
        Arguments.of("an address of 10,000 characters", SesEvent.bounce(longAddress())),
        Arguments.of("a message sent to it", bounce().sentTo(longAddress())),
        Arguments.of("1,000 recipients", SesEvent.bounce(addresses(1_000))),
        Arguments.of("4,000 recipients", SesEvent.delivery(addresses(4_000))),
        Arguments.of("brackets 100,000 deep", "[".repeat(100_000)),
        Arguments.of("objects 100,000 deep", "{\"mail\":".repeat(100_000)),
        Arguments.of("lists 900 deep", bounce().with("/mail/headers", deep(900))),
        Arguments.of("lone surrogates", everyField("\uD800 bob@example.org \uDC00")),
        Arguments.of("NULs", everyField("\u0000bob@example.org\u0000")),
        Arguments.of("control characters", everyField("\u001b[2Jbob@example.org\r\n\u202e")),
        Arguments.of("numbers everywhere", everyField(1e308)),
        Arguments.of("lists everywhere", everyField(List.of("bob@example.org"))),
        Arguments.of("objects everywhere", everyField(Map.of("bob@example.org", 1))),
        Arguments.of("a number of 2,000 digits", "{\"eventType\":" + "9".repeat(2_000) + "}"),
        Arguments.of("a name of 60,000 characters", "{\"" + "b".repeat(60_000) + "\":1}"),
        Arguments.of("no UTF-8", "\u00ff\u00fe{\"eventType\":\"Bounce\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void aHostileEventIsRecordedOrRejectedAndNeverQuoted(String what, Object event) {
    FeedbackInvariants.assertHold(event.toString().getBytes(StandardCharsets.ISO_8859_1));
    FeedbackInvariants.assertHold(event.toString().getBytes(StandardCharsets.UTF_8));
    FeedbackInvariants.assertHold(Wrapped.sqs(Wrapped.sns(event)).getBytes(StandardCharsets.UTF_8));
    FeedbackInvariants.assertHold(Wrapped.snsToLambda(event).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void unusualValidAddressesAreRecorded() {
    FeedbackFunction function = new FeedbackFunction();

    function.take(SesEvent.complaint("\"a b\"@example.org", "postmaster@[192.0.2.1]"));

    assertThat(function.table.all().keySet())
        .extracting(Subject::key)
        .containsExactlyInAnyOrder("\"a b\"@example.org", "postmaster@[192.0.2.1]");
  }

  @Test
  void oneInvalidRecipientDoesNotAffectTheOthers() {
    FeedbackFunction function = new FeedbackFunction();
    SesEvent event = SesEvent.complaint("<>", longAddress(), "bob@example.org")
        .sentTo("ann@example.org", "bob@example.org");

    assertThat(function.take(event)).isEqualTo(FeedbackFunction.NOTHING_FAILED);
    assertThat(function.table.all().keySet())
        .extracting(Subject::key)
        .containsExactly("bob@example.org");
  }

  private static SesEvent bounce() {
    return SesEvent.bounce("bob@example.org");
  }

  private static SesEvent everyField(Object value) {
    return bounce()
        .with("/mail/messageId", value)
        .with("/mail/source", value)
        .with("/mail/tags", value)
        .with("/bounce/bounceType", value)
        .with("/bounce/bounceSubType", value)
        .with("/bounce/feedbackId", value)
        .with("/bounce/timestamp", value)
        .with("/bounce/reportingMTA", value)
        .with("/bounce/remoteMtaIp", value)
        .with(RECIPIENT + "/emailAddress", value)
        .with(RECIPIENT + "/action", value)
        .with(RECIPIENT + "/status", value)
        .with(RECIPIENT + "/diagnosticCode", value);
  }

  private static String large() {
    return "smtp; 550 5.1.1 " + "<bob@example.org> ".repeat(14_000);
  }

  private static String longAddress() {
    return "b".repeat(9_988) + "@example.org";
  }

  private static String[] addresses(int howMany) {
    return IntStream.range(0, howMany)
        .mapToObj(i -> "r" + i + "@example.org")
        .toArray(String[]::new);
  }

  private static Object deep(int levels) {
    Object inner = "bob@example.org";
    for (int i = 0; i < levels; i++) {
      inner = List.of(inner);
    }
    return inner;
  }
}
