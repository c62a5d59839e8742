package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.GetSendQuotaResponse;
import software.amazon.awssdk.services.ses.model.SendDataPoint;

/** SES, version 1 of its API: version 2 has no statistics. It answers both once a second. */
@Singleton
final class SesAccount implements SendingAccount {
  private final SesClient ses;

  @Inject
  SesAccount(SesClient ses) {
    this.ses = requireNonNull(ses, "ses is null");
  }

  @Override
  public List<SendingDataPoint> statistics() {
    return ses.getSendStatistics().sendDataPoints().stream()
        .map(SesAccount::point)
        .toList();
  }

  @Override
  public Quota quota() {
    GetSendQuotaResponse quota = ses.getSendQuota();
    return new Quota(quota.max24HourSend(), quota.maxSendRate(), quota.sentLast24Hours());
  }

  private static SendingDataPoint point(SendDataPoint point) {
    return new SendingDataPoint(
        point.timestamp(),
        orZero(point.deliveryAttempts()),
        orZero(point.bounces()),
        orZero(point.complaints()));
  }

  private static long orZero(Long count) {
    return Objects.requireNonNullElse(count, 0L);
  }
}
