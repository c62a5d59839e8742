package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailProviderTest {
  @ParameterizedTest
  @CsvSource({
    "contoso-com.mail.protection.outlook.com, MICROSOFT",
    "contoso-com.b-v1.mx.microsoft, MICROSOFT",
    "hotmail-com.olc.protection.outlook.com, OUTLOOK_COM",
    "aspmx.l.google.com, GOOGLE",
    "mxa-00000001.gslb.pphosted.com, PROOFPOINT",
    "eu-smtp-inbound-1.mimecast.com, MIMECAST",
    "mx01.mail.icloud.com, APPLE",
    "mx1.hc0001.iphmx.com, CISCO",
    "cluster1.eu.messagelabs.com, SYMANTEC",
    "route1.mx.cloudflare.net, CLOUDFLARE",
  })
  void theNameOfAMailHostShowsItsProvider(String host, MailProvider provider) {
    assertThat(MailProvider.ofMailHost(host)).contains(provider);
    assertThat(Arrays.stream(MailProvider.values()).filter(one -> one.runs(host)))
        .containsExactly(provider);
  }

  @ParameterizedTest
  @CsvSource({"mx.example.com", "mail.protection.outlook.com.example.org", "notgoogle.com", "''"})
  void anotherMailHostHasNoKnownProvider(String host) {
    assertThat(MailProvider.ofMailHost(host)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'550 5.4.1 Access denied. [AM1EUR05FT001.eop-eur05.prod.protection.outlook.com]', MICROSOFT",
    "'550 5.1.1 User Unknown - mx1.pphosted.com', PROOFPOINT",
    "'550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550', MIMECAST",
    "'553 mail rejected because your IP is in the PBL: see cluster1.eu.messagelabs.com', SYMANTEC",
    "'550-5.1.1 The email account that you tried to reach does not exist. - gsmtp', GOOGLE",
    "'550 5.1.1 User unknown', OTHER",
  })
  void aReplyShowsItsProviderByAHostOrByTheRuleThatMatches(String reply, MailProvider provider) {
    DeliveryStatus status = DeliveryStatus.of(
        new RecipientReport("failed", "", "smtp; " + reply, "", ""), BounceType.NONE, List.of());
    assertThat(MailProvider.of(status, RuleFiles.book().classify(status))).isEqualTo(provider);
  }

  @Test
  void everyProviderHasATitleOfItsOwn() {
    assertThat(Arrays.stream(MailProvider.values()).map(MailProvider::title))
        .doesNotHaveDuplicates();
  }
}
