package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.local.AwsStub;
import dev.hardstop.watch.AlertChannel.AlertMessage;
import dev.hardstop.watch.WatchRun.WatchRunResult;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ses.model.SesException;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;

class AwsCallsTest {
  private static final AlertMessage MESSAGE =
      new AlertMessage("Hardstop: 3 % – über", "plain & simple", "<p>müde &amp; <b>froh</b></p>");
  private StubbedAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = new StubbedAws(AwsStub.start());
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void statisticsAndQuotaOfSesAreRead() {
    assertThat(aws.account().statistics())
        .singleElement()
        .satisfies(
            point -> assertThat(new long[] {point.attempts(), point.bounces(), point.complaints()})
                .containsExactly(10_000, 120, 4));
    assertThat(aws.account().quota()).isEqualTo(new SendingAccount.Quota(50_000, 14, 12_345));
  }

  @Test
  void aMailHasPlainTextAndHtml() {
    aws.mail().send(MESSAGE);
    assertThat(aws.stub.calls("ses:SendEmail"))
        .singleElement()
        .satisfies(call -> assertThat(call.parameters())
            .containsAllEntriesOf(Map.of(
                "Source",
                "hardstop@example.com",
                "ConfigurationSetName",
                "alerts",
                "Destination.ToAddresses.member.1",
                "postmaster@example.com",
                "Message.Subject.Data",
                MESSAGE.subject(),
                "Message.Subject.Charset",
                "UTF-8",
                "Message.Body.Text.Data",
                MESSAGE.text(),
                "Message.Body.Html.Data",
                MESSAGE.html())));
  }

  @Test
  void theSubjectOfATopicMessageIsAscii() {
    aws.topic().send(MESSAGE);
    assertThat(aws.stub.calls("sns:Publish"))
        .singleElement()
        .satisfies(call -> assertThat(call.parameters())
            .containsEntry("Subject", "Hardstop: 3 % ? ?ber")
            .containsEntry("Message", MESSAGE.text()));
  }

  @Test
  void theSwitchAppliesToOneConfigurationSet() {
    aws.account().switchSending("marketing", false);
    aws.account().switchSending("marketing", true);
    assertThat(aws.stub.calls("ses:PutConfigurationSetSendingOptions"))
        .extracting(call -> call.parameters().get("set") + call.parameters().get("body"))
        .containsExactly(
            "marketing{\"SendingEnabled\":false}", "marketing{\"SendingEnabled\":true}");
  }

  @Test
  void throttledCallsAreRepeated() {
    aws.stub.throttle("ses:GetSendStatistics", 2);
    aws.stub.throttle("ses:SendEmail", 1);
    assertThat(aws.account().statistics()).hasSize(1);
    aws.mail().send(MESSAGE);
    assertThat(aws.stub.calls("ses:SendEmail")).hasSize(1);
  }

  @Test
  void anUnknownConfigurationSetIsAnError() {
    assertThatThrownBy(() -> aws.account().switchSending("missing", false))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void anErrorDoesNotContainTheMessage() {
    assertThatThrownBy(
            () -> aws.mail().send(new AlertMessage("subject", "somebody@example.com", "")))
        .isInstanceOf(SesException.class)
        .hasMessageContaining("a part is missing")
        .hasMessageNotContaining("somebody");
  }

  /** SES refuses each mail with a set that is switched off, even if it is the default set of an identity. */
  @Test
  void theMailAboutTheBrakeIsSentAlthoughTheDefaultSetOfItsSenderIsSwitchedOff() {
    aws.stub.setDefaultSet("marketing");
    aws.stub.setPoints(new AwsStub.Points(2_000, 400, 0));
    WatchFixture fixture = new WatchFixture().with(aws);
    fixture.settings.set("brake.configuration-sets", "marketing");
    Instant now = Instant.now();
    for (int run = 0; run < 3; run++) {
      fixture.watch(now.plusSeconds(900L * run));
    }
    assertThat(aws.stub.calls("ses:PutConfigurationSetSendingOptions")).hasSize(1);
    assertThat(aws.stub.calls("ses:SendEmail"))
        .extracting(call -> call.parameters().get("Message.Subject.Data"))
        .anyMatch(subject -> subject.contains("sending is switched off"));
  }

  @Test
  void whileSesIsDownARunReportsWhatIsMissingAndSendsItsAlertsLater() {
    WatchFixture fixture = new WatchFixture().with(aws);
    fixture.breaks("contoso.com", WatchFixture.NOW.minusSeconds(1200));
    aws.stub.setDown(true);
    WatchRunResult result = fixture.watch(WatchFixture.NOW);
    assertThat(result.opened()).isEqualTo(1);
    assertThat(result.missing()).contains("SES's send statistics", "the mail", "the topic");
    assertThat(fixture.watchState.newest()).hasSize(1);
    aws.stub.setDown(false);
    assertThat(fixture.watch(WatchFixture.NOW.plusSeconds(900)).missing()).isEmpty();
    fixture.watch(WatchFixture.NOW.plusSeconds(1800));
    assertThat(aws.stub.calls("ses:SendEmail")).hasSize(1);
    assertThat(aws.stub.calls("sns:Publish")).hasSize(1);
  }
}
