package dev.hardstop.sesevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of notifications that are read, and invalid events. */
class SesEventReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void bothFormatsSayTheSame() {
    List<Feedback> published = told(SesEvent.bounce("bob@example.org"));
    List<Feedback> notified = told(SesEvent.bounce("bob@example.org").asIdentityNotification());

    assertThat(notified).isEqualTo(published).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bounce", "bounce", "BOUNCE"})
  void typesAreReadInAnyCase(String type) {
    assertThat(told(SesEvent.bounce("bob@example.org").with("/eventType", type)))
        .hasOnlyElementsOfType(Bounce.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Send",
        "Reject",
        "Open",
        "Click",
        "Rendering Failure",
        "DeliveryDelay",
        "Subscription",
        "AmazonSnsSubscriptionSucceeded",
        "Something New"
      })
  void otherKindsAreNotForUs(String type) {
    assertThat(SesEventReader.read(SesEvent.about(type, "bob@example.org").json()))
        .isEqualTo(new Notification.Ignored(type));
  }

  @Test
  void kindThatIsNotForUsNeedsNoMail() {
    assertThat(SesEventReader.read(json("{'notificationType':'AmazonSnsSubscriptionSucceeded'}")))
        .isInstanceOf(Notification.Ignored.class);
  }

  @Test
  void kindIsRepeatedOnlyIfSesCouldHaveWrittenIt() {
    SesEvent event = SesEvent.about("bob@example.org says hello", "bob@example.org");

    assertThat(SesEventReader.read(event.json())).isEqualTo(new Notification.Ignored("Unknown"));
  }

  @Test
  void everyRecipientOfADeliveryIsOneFeedback() {
    List<Feedback> told = told(SesEvent.delivery("ann@example.org", "bob@example.net"));

    assertThat(told).hasOnlyElementsOfType(Delivery.class);
    assertThat(told)
        .extracting(feedback -> feedback.recipient().orElseThrow().canonical())
        .containsExactly("ann@example.org", "bob@example.net");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "'text'",
        "12",
        "null",
        "{}",
        "{'eventType':null}",
        "{'eventType':7}",
        "{'eventType':''}",
        "{'eventType':'Bounce'}",
        "{'eventType':'Bounce','mail':null,'bounce':{}}",
        "{'eventType':'Bounce','mail':'text','bounce':{}}"
      })
  void whatSesWouldNotWriteIsNotUnderstood(String event) {
    assertNotUnderstood(json(event));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bounce",
        "/bounce/bouncedRecipients",
        "/mail",
        "/mail/timestamp",
        "/mail/destination"
      })
  void eventWithoutARequiredKeyIsNotUnderstood(String pointer) {
    assertNotUnderstood(SesEvent.bounce("bob@example.org").without(pointer).json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bounce", "/bounce/bouncedRecipients", "/mail", "/mail/destination"})
  void numberWhereSesWritesMoreIsNotUnderstood(String pointer) {
    assertNotUnderstood(SesEvent.bounce("bob@example.org").with(pointer, 42).json());
  }

  @Test
  void messageToNobodyIsNotUnderstood() {
    assertNotUnderstood(
        SesEvent.bounce("bob@example.org").with("/mail/destination", List.of()).json());
  }

  @Test
  void emptyListOfRecipientsIsOneWithoutAnAddress() {
    SesEvent bounce =
        SesEvent.bounce("bob@example.org").with("/bounce/bouncedRecipients", List.of());
    SesEvent complaint =
        SesEvent.complaint("bob@example.org").with("/complaint/complainedRecipients", null);
    SesEvent delivery =
        SesEvent.delivery("bob@example.org").with("/delivery/recipients", List.of());

    assertThat(told(bounce)).singleElement().matches(told -> told.recipient().isEmpty());
    assertThat(told(complaint)).singleElement().matches(told -> told.recipient().isEmpty());
    assertThat(told(delivery)).isEmpty();
  }

  @Test
  void recipientThatIsNoObjectIsNotUnderstood() {
    SesEvent event =
        SesEvent.bounce("bob@example.org").with("/bounce/bouncedRecipients/0", "bob@example.org");

    assertNotUnderstood(event.json());
  }

  @Test
  void errorsDoNotQuoteThePayload() {
    SesEvent event =
        SesEvent.bounce("bob@example.org").with("/mail/timestamp", "bob@example.org secret");

    assertThatThrownBy(() -> SesEventReader.read(event.json()))
        .isInstanceOf(InvalidSesEventException.class)
        .hasMessage("mail has no readable timestamp");
  }

  @Test
  void nothingReadShowsAnAddress() {
    List<Feedback> told = new ArrayList<>();
    told.addAll(told(SesEvent.bounce("bob@example.org", "ann@example.org")));
    told.addAll(told(SesEvent.complaint("bob@example.org", "ann@example.org")));
    told.addAll(told(SesEvent.delivery("bob@example.org", "ann@example.org")));

    assertThat(new Notification.Reported(told).toString())
        .doesNotContain("bob", "ann", "User unknown");
  }

  @Test
  void thousandRecipientsAreThousandFeedbacks() {
    String[] recipients = new String[1_000];
    Arrays.setAll(recipients, i -> "recipient-" + i + "@example.org");

    assertThat(told(SesEvent.bounce(recipients)))
        .hasSize(1_000)
        .allSatisfy(feedback -> assertThat(feedback.recipient()).isPresent());
  }

  static List<Feedback> told(SesEvent event) {
    return ((Notification.Reported) SesEventReader.read(event.json())).feedback();
  }

  private static void assertNotUnderstood(JsonNode event) {
    assertThatThrownBy(() -> SesEventReader.read(event))
        .isInstanceOf(InvalidSesEventException.class);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException notOurs) {
      throw new IllegalArgumentException(notOurs);
    }
  }
}
