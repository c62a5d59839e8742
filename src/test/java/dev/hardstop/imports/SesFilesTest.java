package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.imports.ImportLine.LineKind;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.SesEventReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of Amazon SES. */
class SesFilesTest {
  private static final String BOUNCE = event("2026-11-03T09:00:00.000Z");
  private static final String DELIVERY = """
      {"eventType":"Delivery","mail":{"timestamp":"2026-11-03T09:00:00.000Z","messageId":"m2",\
      "destination":["bob@example.com"]},"delivery":{"recipients":["bob@example.com"]}}""";

  private static String event(String sent) {
    return """
        {"eventType":"Bounce","mail":{"timestamp":"%s","messageId":"m1",\
        "destination":["ann@example.com"]},"bounce":{"bounceType":"Permanent","bounceSubType":"General",\
        "bouncedRecipients":[{"emailAddress":"ann@example.com","status":"5.1.1",\
        "diagnosticCode":"smtp; 550 5.1.1 nobody here"}],"feedbackId":"f1"}}""".formatted(sent);
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  static List<String> envelopes() {
    String sns = "{\"Type\":\"Notification\",\"Message\":" + quoted(BOUNCE) + "}";
    String eventBridge =
        "{\"version\":\"0\",\"detail-type\":\"Email Bounced\",\"source\":\"aws.ses\",\"detail\":"
            + BOUNCE + "}";
    return List.of(
        BOUNCE,
        sns,
        eventBridge,
        "[" + BOUNCE + "]",
        "[" + sns + "]",
        "{\"Records\":[{\"messageId\":\"r\",\"body\":" + quoted(sns) + "}]}",
        "{\"Records\":[{\"messageId\":\"r\",\"body\":" + quoted(BOUNCE) + "}]}",
        "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":" + quoted(BOUNCE)
            + "}}]}",
        "{\"Messages\":[{\"MessageId\":\"r\",\"Body\":" + quoted(eventBridge) + "}]}",
        "2026-11-03T09:00:00.000Z " + BOUNCE,
        "2026-11-03T09:00:00.000Z\t" + sns,
        "\n  " + BOUNCE.replace(",", ",\n  ") + "\n");
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void anEventIsTheSameInEveryEnvelope(String file) throws Exception {
    ImportLine line = ReadFiles.of(file).line();
    assertThat(line.kind()).isEqualTo(LineKind.SES_EVENT);
    assertThat(line.format()).isEqualTo("ses-events");
    assertThat(line.time()).isEqualTo(Instant.parse("2026-11-03T09:00:00Z"));
    assertThat(line.event()).contains(JsonTrees.find(BOUNCE).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n\n\n", "", " "})
  void eventsAreDividedByJsonNotByLine(String between) {
    String file = String.join(between, BOUNCE, DELIVERY, BOUNCE);
    assertThat(ReadFiles.of(file).lines).extracting(ImportLine::kind).hasSize(3);
  }

  @Test
  void aBrokenLineCostsNoOther() {
    for (String broken : List.of("{\"eventType\":\"Bou", "not json", "{}", "[]x", "\u0000")) {
      ReadFiles read = ReadFiles.of(broken + "\n" + BOUNCE + "\n" + broken + "\n" + DELIVERY);
      if (!broken.startsWith("not") && !broken.startsWith("\u0000")) {
        assertThat(read.lines).as(broken).hasSize(2);
        assertThat(read.unreadable.get(0).position()).hasToString("file, line 1");
      }
      read = ReadFiles.of(BOUNCE + "\n" + broken + "\n" + DELIVERY);
      assertThat(read.lines).as(broken).hasSize(2);
      assertThat(read.unreadable).extracting(line -> line.position().line()).containsOnly(2L);
    }
  }

  @Test
  void eventsThatAreNotRecordedAreCounted() {
    ReadFiles read = ReadFiles.of(BOUNCE.replace("\"Bounce\"", "\"Open\""));
    assertThat(read.line().kind()).isEqualTo(LineKind.IGNORED);
    assertThat(read.line().label()).isEqualTo("Open");
  }

  @Test
  void theSentenceThatSnsWritesWhenATopicIsSetUpIsIgnored() {
    String file = "{\"Type\":\"Notification\",\"Message\":\"Successfully validated SNS topic for"
        + " Amazon SES event publishing.\"}";
    assertThat(ReadFiles.of(file).line().kind()).isEqualTo(LineKind.IGNORED);
  }

  @Test
  void anEventThatSesWouldNotWriteIsUnreadable() {
    assertThat(ReadFiles.of(event("yesterday")).problem())
        .isEqualTo("mail has no readable timestamp");
    assertThat(ReadFiles.of(event("2026-12-24T09:00:00Z")).problem())
        .isEqualTo("its time is in the future");
    assertThat(ReadFiles.of("{\"Type\":\"Notification\",\"Message\":\"hello\"}").problem())
        .startsWith("the message in the envelope is not JSON");
  }

  @Test
  void anEventOfMoreThan64KilobytesIsUnreadableAndTheNextIsRead() {
    String large = BOUNCE.replace("nobody here", "x".repeat(70_000));
    for (String between : List.of("\n", "")) {
      ReadFiles read = ReadFiles.of(String.join(between, BOUNCE, large, DELIVERY));
      assertThat(read.lines).hasSize(2);
      assertThat(read.problem()).endsWith("has more than 65,536 characters");
    }
  }

  @Test
  void charactersThatAQueueRefusesAreReplaced() {
    String event = BOUNCE.replace("nobody here", "nobody \\ud800 \\ufffe here");
    JsonNode bounce = ReadFiles.of(event).line().event().orElseThrow().path("bounce");
    assertThat(bounce.path("bouncedRecipients").path(0).path("diagnosticCode").asText())
        .isEqualTo("smtp; 550 5.1.1 nobody \ufffd \ufffd here");
  }

  @Test
  void theSuppressionListIsReadWithItsSpellingsFromTheApiAndFromTheCommandLine() {
    ReadFiles read = ReadFiles.of("""
        {"SuppressedDestinationSummaries":[
        {"EmailAddress":"Ann@Example.com","Reason":"BOUNCE","LastUpdateTime":"2026-04-10T21:03:05+02:00"},
        {"EmailAddress":"bob@example.com","Reason":"COMPLAINT","LastUpdateTime":1775855045.0}]}
        """);
    assertThat(read.said())
        .containsExactly("SES_LIST_ENTRY Ann@Example.com", "SES_LIST_ENTRY bob@example.com");
    assertThat(read.lines).extracting(ImportLine::label).containsExactly("BOUNCE", "COMPLAINT");
    assertThat(read.lines)
        .extracting(ImportLine::time)
        .containsExactly(
            Instant.parse("2026-04-10T19:03:05Z"), Instant.ofEpochSecond(1_775_855_045));
  }

  @Test
  void pagesMayFollowOneAnotherAndOnlyATokenOfTheLastSaysThatTheListGoesOn() {
    String page = """
        {"SuppressedDestinationSummaries":[
        {"EmailAddress":"ann@example.com","Reason":"BOUNCE","LastUpdateTime":1775855045}]%s}
        """;
    String more = page.formatted(",\"NextToken\":\"abc\"");
    String last = page.formatted("");
    assertThat(ReadFiles.of(more + last).lines).hasSize(2);
    assertThat(ReadFiles.of(more + last).summary().notWhole()).isEmpty();
    assertThat(ReadFiles.of(last + more).summary().notWhole()).contains("NextToken");
    assertThat(ReadFiles.of("{\"NextToken\":null,\"SuppressedDestinationSummaries\":[]}")
            .summary()
            .notWhole())
        .isEmpty();
  }

  @Test
  void anUnknownReasonOfTheListIsCountedAndSkipped() {
    ReadFiles read = ReadFiles.of(
        "{\"SuppressedDestinationSummaries\":[{\"EmailAddress\":\"ann@example.com\",\"Reason\":\"WHIM\","
            + "\"LastUpdateTime\":1775855045}]}");
    assertThat(read.line().kind()).isEqualTo(LineKind.IGNORED);
    assertThat(read.summary().unknownTypes()).containsExactly(Map.entry("WHIM", 1L));
  }

  @Test
  void linesOfAnImportJobAreCsvOrJsonAndHaveTheDateOfTheFile() {
    ReadFiles read = ReadFiles.of("""
        ann@example.com,BOUNCE
        bob@example.com, complaint
        {"emailAddress":"cy@example.com","reason":"BOUNCE"}
        """, ReadFiles.dated());
    assertThat(read.said())
        .containsExactly(
            "SES_LIST_ENTRY ann@example.com",
            "SES_LIST_ENTRY bob@example.com",
            "SES_LIST_ENTRY cy@example.com");
    assertThat(read.lines)
        .extracting(ImportLine::time)
        .containsOnly(Instant.parse("2026-11-20T00:00:00Z"));
    assertThat(ReadFiles.of(
                "{\"emailAddress\":\"cy@example.com\",\"reason\":\"BOUNCE\"}\n", ReadFiles.dated())
            .line()
            .format())
        .isEqualTo("ses-import-job");
  }

  @Test
  void aLineOfAnImportJobWithAnotherReasonIsUnreadable() {
    assertThat(ReadFiles.of("ann@example.com,BOUNCE\nbob@example.com,\n", ReadFiles.dated())
            .problem())
        .isEqualTo("its reason is neither BOUNCE nor COMPLAINT");
  }

  @Test
  void messageInsightsBecomeEventsOfTheDayOfSending() {
    ReadFiles read = ReadFiles.of("""
        {"MessageId":"m1","EmailTags":[{"Name":"hardstop-stream","Value":"news"}],"Insights":[
        {"Destination":"ann@example.com","Events":[
        {"Timestamp":"2026-11-04T10:00:00Z","Type":"BOUNCE","Details":{"Bounce":
        {"BounceType":"PERMANENT","BounceSubType":"ON_ACCOUNT_SUPPRESSION_LIST","DiagnosticCode":"550 nobody here"}}},
        {"Timestamp":1793696400,"Type":"SEND"}]},
        {"Destination":"bob@example.com","Events":[
        {"Timestamp":"2026-11-05T10:00:00Z","Type":"COMPLAINT","Details":{"Complaint":{}}},
        {"Timestamp":"2026-11-05T10:00:00Z","Type":"DELIVERY"}]}]}
        """);
    assertThat(read.lines)
        .extracting(ImportLine::kind)
        .containsExactly(
            LineKind.SES_EVENT, LineKind.IGNORED, LineKind.SES_EVENT, LineKind.SES_EVENT);
    assertThat(read.lines.get(0).time()).isEqualTo(Instant.parse("2026-11-03T09:00:00Z"));
    Bounce bounce = (Bounce) feedback(read.lines.get(0));
    assertThat(bounce.type().subType()).isEqualTo("OnAccountSuppressionList");
    assertThat(bounce.type().type()).isEqualTo("Permanent");
    assertThat(bounce.mail().tags().stream()).isEqualTo("news");
    assertThat(bounce.recipient().orElseThrow().canonical()).isEqualTo("ann@example.com");
  }

  private static Object feedback(ImportLine line) {
    Notification read = SesEventReader.read(line.event().orElseThrow());
    return ((Notification.Reported) read).feedback().get(0);
  }
}
