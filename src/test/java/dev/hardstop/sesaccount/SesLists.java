package dev.hardstop.sesaccount;

import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import java.time.Duration;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.SesV2ClientBuilder;

/** SES's suppression list for tests that do not wait. */
public final class SesLists {
  private SesLists() {}

  /** The list through this client, without the pause between two calls. */
  public static SesSuppressionList withoutPauses(SesV2ClientBuilder builder) {
    SesV2Client client =
        SesV2SuppressionList.withoutRetries(builder, Duration.ofSeconds(20)).build();
    return new SesV2SuppressionList(client, pace());
  }

  /** The failure of a call that may succeed later. */
  public static SesUnavailableException unavailable() {
    return new SesUnavailableException("throttled", new IllegalStateException());
  }

  private static OneCallASecond pace() {
    long[] nanos = {0};
    return new OneCallASecond(() -> nanos[0], pause -> nanos[0] += pause);
  }
}
