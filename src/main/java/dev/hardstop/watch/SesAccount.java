package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.GetSendQuotaResponse;
import software.amazon.awssdk.services.ses.model.SendDataPoint;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/**
 * The account at SES. Only version 1 of its API has statistics. Only version 2 has an action that IAM
 * can limit to one configuration set, so {@link #switchSending} uses version 2. Quarkus has no
 * extension for version 2.
 */
@Singleton
final class SesAccount implements SendingAccount {
  private final SesClient ses;
  private final SesV2Client sesV2;

  @Inject
  SesAccount(SesClient ses, SesV2Client sesV2) {
    this.ses = requireNonNull(ses, "ses is null");
    this.sesV2 = requireNonNull(sesV2, "sesV2 is null");
  }

  /** Creates the client when the brake first switches something, because most runs do not need it. */
  @Produces
  @ApplicationScoped
  static SesV2Client sesV2(
      @ConfigProperty(name = "quarkus.ses.api-call-timeout") Duration call,
      @ConfigProperty(name = "quarkus.ses.api-call-attempt-timeout") Duration attempt) {
    return SesV2Client.builder()
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(calls -> calls.apiCallTimeout(call).apiCallAttemptTimeout(attempt))
        .build();
  }

  @Override
  public List<DataPoint> statistics() {
    return ses.getSendStatistics().sendDataPoints().stream()
        .map(SesAccount::point)
        .toList();
  }

  @Override
  public Quota quota() {
    GetSendQuotaResponse quota = ses.getSendQuota();
    return new Quota(quota.max24HourSend(), quota.maxSendRate(), quota.sentLast24Hours());
  }

  @Override
  public void switchSending(String configurationSet, boolean on) {
    sesV2.putConfigurationSetSendingOptions(
        put -> put.configurationSetName(configurationSet).sendingEnabled(on));
  }

  private static DataPoint point(SendDataPoint point) {
    return new DataPoint(
        point.timestamp(),
        orZero(point.deliveryAttempts()),
        orZero(point.bounces()),
        orZero(point.complaints()));
  }

  private static long orZero(Long count) {
    return Objects.requireNonNullElse(count, 0L);
  }
}
