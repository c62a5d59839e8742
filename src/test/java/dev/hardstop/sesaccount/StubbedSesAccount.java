package dev.hardstop.sesaccount;

import dev.hardstop.local.AwsStub;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/**
 * The account at SES over HTTP, at a stand-in. The pauses between calls take no time: they move the
 * clock by which the stand-in throttles.
 */
public final class StubbedSesAccount implements AutoCloseable {
  private final SesV2Client client;
  private final SesV2SuppressionList account;
  private long nanos;

  /**
   * @param now what the stand-in's clock shows at first
   */
  public StubbedSesAccount(AwsStub aws, Instant now) {
    aws.sesAccount().setClock(() -> now.plusNanos(passed()));
    client = SesV2SuppressionList.withoutRetries(SesV2Client.builder(), Duration.ofSeconds(20))
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
    account = new SesV2SuppressionList(client, new OneCallASecond(this::passed, this::pass));
  }

  public SesV2SuppressionList account() {
    return account;
  }

  private synchronized long passed() {
    return nanos;
  }

  private synchronized void pass(long pause) {
    nanos += pause;
  }

  @Override
  public void close() {
    client.close();
  }
}
