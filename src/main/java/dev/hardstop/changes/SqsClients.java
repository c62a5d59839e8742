package dev.hardstop.changes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Builds the client of SQS when it is first called: most invocations never call it. */
final class SqsClients {
  private SqsClients() {}

  @Produces
  @ApplicationScoped
  static SqsClient sqs(
      @ConfigProperty(name = "quarkus.sns.api-call-timeout") Duration call,
      @ConfigProperty(name = "quarkus.sns.api-call-attempt-timeout") Duration attempt) {
    return SqsClient.builder()
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(calls -> calls.apiCallTimeout(call).apiCallAttemptTimeout(attempt))
        .build();
  }
}
