package dev.hardstop.queue;

import dev.hardstop.ses.Wrapped;
import dev.hardstop.sesevent.SesEvent;
import java.util.List;
import java.util.stream.IntStream;

/** Messages that are invalid in every known way; no two are equal. */
final class InvalidMessages {
  private static final List<String> FORMS = List.of(
      "no JSON at all",
      "cut off",
      "more behind the end",
      "a number",
      "a list",
      "no type",
      "no message",
      "a message that is a text",
      "no time",
      "a time that is a number",
      "a time before SES",
      "no destination",
      "a destination that is a text",
      "no recipients",
      "an empty list of destinations",
      "recipients that are texts",
      "a bounce that is a text",
      "a complaint that is a list",
      "a delivery without recipients",
      "an SNS message that is a list",
      "a broken text in an SNS message",
      "an import of another version",
      "an import of a text",
      "envelopes without end");

  private InvalidMessages() {}

  /** How many forms there are. */
  static int forms() {
    return FORMS.size();
  }

  /** This many invalid messages, of all forms in turn. */
  static List<String> bodies(int howMany) {
    return IntStream.range(0, howMany)
        .mapToObj(i -> body(FORMS.get(i % FORMS.size()), "invalid" + i + "@example.org"))
        .toList();
  }

  private static String body(String form, String address) {
    SesEvent bounce = SesEvent.bounce(address);
    return switch (form) {
      case "no JSON at all" -> "Please remove " + address;
      case "cut off" -> bounce.toString().substring(0, bounce.toString().length() - 2);
      case "more behind the end" -> bounce + "}";
      case "a number" -> Integer.toString(address.hashCode());
      case "a list" -> "[" + bounce + "]";
      case "no type" -> bounce.without("/eventType").toString();
      case "no message" -> bounce.without("/mail").toString();
      case "a message that is a text" -> bounce.with("/mail", address).toString();
      case "no time" -> bounce.without("/mail/timestamp").toString();
      case "a time that is a number" ->
        bounce.with("/mail/timestamp", 1_764_000_000).toString();
      case "a time before SES" ->
        bounce.with("/mail/timestamp", "1970-01-01T00:00:00Z").toString();
      case "no destination" -> bounce.without("/mail/destination").toString();
      case "a destination that is a text" ->
        bounce.with("/mail/destination", address).toString();
      case "no recipients" -> bounce.without("/bounce/bouncedRecipients").toString();
      case "an empty list of destinations" ->
        bounce.with("/mail/destination", List.of()).toString();
      case "recipients that are texts" ->
        bounce.with("/bounce/bouncedRecipients", List.of(address)).toString();
      case "a bounce that is a text" -> bounce.with("/bounce", address).toString();
      case "a complaint that is a list" ->
        SesEvent.complaint(address).with("/complaint", List.of(address)).toString();
      case "a delivery without recipients" ->
        SesEvent.delivery(address).without("/delivery/recipients").toString();
      case "an SNS message that is a list" ->
        "{\"Type\":\"Notification\",\"TopicArn\":\"t\",\"Message\":[" + bounce + "]}";
      case "a broken text in an SNS message" -> Wrapped.sns("{" + address);
      case "an import of another version" ->
        "{\"hardstopImport\":{\"version\":2,\"format\":\"a\",\"event\":" + bounce + "}}";
      case "an import of a text" ->
        "{\"hardstopImport\":{\"version\":1,\"format\":\"a\",\"event\":\"" + address + "\"}}";
      case "envelopes without end" ->
        Wrapped.sns(Wrapped.sns(Wrapped.sns(Wrapped.sns(Wrapped.sns(bounce)))));
      default -> throw new IllegalArgumentException(form);
    };
  }
}
