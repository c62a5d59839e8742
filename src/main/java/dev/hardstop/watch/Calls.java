package dev.hardstop.watch;

import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** How long SES and SNS are waited for, as application.properties has it for the client of Quarkus. */
final class Calls {
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Duration TRY = Duration.ofSeconds(4);

  private Calls() {}

  static void limit(ClientOverrideConfiguration.Builder calls) {
    calls.apiCallTimeout(CALL).apiCallAttemptTimeout(TRY);
  }
}
