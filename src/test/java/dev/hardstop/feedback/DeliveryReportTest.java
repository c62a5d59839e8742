package dev.hardstop.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.DeliveryReport.ReportedRecipient;
import dev.hardstop.smtp.EmailAddress;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryReportTest {
  /** A bounce mail in the form of RFC 6522. */
  private static final String MAIL = """
      Return-Path: <>
      Status: RO
      From: MAILER-DAEMON@relay.example.org (Mail Delivery System)
      Subject: Undelivered mail
      Content-Type: multipart/report; report-type=delivery-status;
      \tboundary="XyZ"

      --XyZ
      Content-Type: text/plain; charset=us-ascii

      Action: failed, as the report below says.
      --XyZ
      Content-Description: Delivery report
      Content-Type: message/delivery-status

      Reporting-MTA: dns; relay.example.org
      Arrival-Date: Fri, 20 Nov 2026 10:15:00 +0000

      Final-Recipient: rfc822; ann@example.com
      Original-Recipient: rfc822;Ann@example.com
      Action: failed
      Status: 5.1.1
      Remote-MTA: dns; mx.example.com
      Diagnostic-Code: smtp; 550-5.1.1 <ann@example.com>: unknown
          550 5.1.1 Please check the address

      Final-Recipient: rfc822; bob@example.com
      Action: delayed
      Status: 4.2.2

      --XyZ
      Content-Type: message/rfc822

      Final-Recipient: rfc822; carol@example.net
      Action: failed
      --XyZ--
      """;

  private static final String PART = MAIL.substring(
      MAIL.indexOf("Reporting-MTA"), MAIL.indexOf("--XyZ\nContent-Type: message/rfc822"));

  @Test
  void theRecipientsOfAWholeMailAreThoseOfItsReport() {
    List<ReportedRecipient> recipients = DeliveryReport.recipientsIn(MAIL);

    assertThat(addresses(recipients)).containsExactly("ann@example.com", "bob@example.com");
    assertThat(recipients.get(0).report())
        .isEqualTo(new RecipientReport(
            "failed",
            "5.1.1",
            "smtp; 550-5.1.1 <ann@example.com>: unknown\n550 5.1.1 Please check the address",
            "dns; mx.example.com",
            ""));
    assertThat(recipients.get(1).report())
        .isEqualTo(new RecipientReport("delayed", "4.2.2", "", "dns; relay.example.org", ""));
  }

  @Test
  void lineEndsQuotationMarksIndentationAndBlankLinesDoNotMatter() {
    List<ReportedRecipient> recipients = DeliveryReport.recipientsIn(MAIL);

    for (String pasted : List.of(
        MAIL.replace("\n", "\r\n"),
        MAIL.replaceAll("(?m)^", "> "),
        PART,
        PART.indent(4),
        PART.replaceAll("(?m)^", ">> "),
        PART.replaceAll("\n(?! )", "\n\n").replace("unknown\n\n", "unknown\n"),
        PART.replaceAll("\n\n", "\n"),
        PART.replace(": ", ":").replace(":unknown", ": unknown"))) {
      assertThat(DeliveryReport.recipientsIn(pasted)).as(pasted).isEqualTo(recipients);
    }
    assertThat(addresses(DeliveryReport.recipientsIn(PART.toUpperCase(Locale.ROOT))))
        .containsExactly("ann@example.com", "bob@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Diagnostic-Code: smtp; 550 5.1.1 nobody",
        "Status: 5.1.1",
        "Final-Recipient: rfc822; somebody",
      })
  void someOfTheFieldsAreEnough(String field) {
    assertThat(DeliveryReport.recipientsIn("Our words.\n" + field)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "550 5.1.1 User unknown",
        "Status: RO",
        "Action: failed",
        "Status of the order: 5.1.1",
        "Reporting-MTA: dns; mx.example.com",
        "Content-Type: message/delivery-status",
      })
  void aTextWithoutTheFieldsNamesNobody(String text) {
    assertThat(DeliveryReport.recipientsIn(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      dns; mx.example.com                                             | dns; mx.example.com | ''
      dns; mx.example.com. (192.0.2.1, the server for example.com.)   | dns; mx.example.com | 192.0.2.1
      dns; [192.0.2.1]                                                | dns; [192.0.2.1]    | 192.0.2.1
      dns; mx.example.com ([IPv6:2001:db8::1])                        | dns; mx.example.com | 2001:db8::1
      """)
  void theServerThatRepliedIsNamed(String remoteMta, String host, String ip) {
    RecipientReport report = DeliveryReport.recipientsIn(
            "Reporting-MTA: dns; relay.example.org\n\nStatus: 5.1.1\nRemote-MTA: " + remoteMta)
        .get(0)
        .report();

    assertThat(report.reportingMta()).isEqualTo(host);
    assertThat(report.remoteMtaIp()).isEqualTo(ip);
  }

  @Test
  void aFieldIsCut() {
    String text = "Diagnostic-Code: smtp; 550 " + "x".repeat(5_000) + "\n"
        + (" " + "y".repeat(5_000) + "\n").repeat(3);

    assertThat(DeliveryReport.recipientsIn(text).get(0).report().diagnosticCode())
        .hasSizeBetween(8_192, 8_193);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r",
        ">",
        "> ",
        " ",
        "\t",
        ":",
        "-",
        "a:",
        "Status:",
        "Status: 5.1.1\n",
        "Action:failed\n",
        "Final-Recipient:\n",
        "Remote-MTA: dns; (",
        "Diagnostic-Code:\n ",
        "Content-Type: message/delivery-status\n",
      })
  void anyRepetitionIsReadToItsEnd(String repeated) {
    String text = repeated.repeat(65_536 / repeated.length());

    assertThat(DeliveryReport.recipientsIn(text)).hasSizeLessThan(65_536 / 8);
    assertThat(DeliveryReport.withoutMailHeader("Subject: " + text)).isNotNull();
  }

  @Test
  void theHeaderOfAMailIsNoReply() {
    assertThat(DeliveryReport.withoutMailHeader(
            "\r\nSubject: failure\r\nTo: ann\r\n\r\nuser unknown\r\n\r\nSorry"))
        .isEqualTo("user unknown\r\n\r\nSorry");
    assertThat(DeliveryReport.withoutMailHeader("550: user unknown\n\nSorry"))
        .isEqualTo("550: user unknown\n\nSorry");
    assertThat(DeliveryReport.withoutMailHeader("Subject: a header alone"))
        .isEqualTo("Subject: a header alone");
  }

  @Test
  void aRecipientShowsNoAddress() {
    assertThat(DeliveryReport.recipientsIn(MAIL).toString()).doesNotContain("ann", "example");
  }

  private static List<String> addresses(List<ReportedRecipient> recipients) {
    return recipients.stream()
        .flatMap(recipient -> recipient.address().stream())
        .map(EmailAddress::canonical)
        .toList();
  }
}
