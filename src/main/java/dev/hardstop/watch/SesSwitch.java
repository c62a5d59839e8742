package dev.hardstop.watch;

import jakarta.inject.Singleton;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** SES, version 2 of its API: version 1's action cannot be limited to a configuration set. */
@Singleton
final class SesSwitch implements SendingSwitch {
  private final Lazy<SesV2Client> ses;

  SesSwitch() {
    this(new Lazy<>(() -> SesV2Client.builder()
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(Calls::limit)
        .build()));
  }

  SesSwitch(Lazy<SesV2Client> ses) {
    this.ses = ses;
  }

  @Override
  public void set(String configurationSet, boolean sending) {
    ses.get()
        .putConfigurationSetSendingOptions(
            put -> put.configurationSetName(configurationSet).sendingEnabled(sending));
  }
}
