package dev.hardstop.watch;

import dev.hardstop.local.AwsStub;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** The real clients, whose requests a stub answers. */
final class StubbedAws implements AutoCloseable {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts";

  final AwsStub stub;
  private final SesClient ses;
  private final SnsClient sns;
  private final SesV2Client sesV2;

  StubbedAws(AwsStub stub) {
    this.stub = stub;
    ses = client(SesClient.builder());
    sns = client(SnsClient.builder());
    sesV2 = client(SesV2Client.builder());
  }

  SesAccount account() {
    return new SesAccount(ses);
  }

  SesMail mail() {
    return new SesMail(ses, new Settings());
  }

  SnsTopic topic() {
    return new SnsTopic(Optional.of(TOPIC), new Lazy<>(() -> sns));
  }

  SesSwitch sending() {
    return new SesSwitch(new Lazy<>(() -> sesV2));
  }

  Parts.Senders senders() {
    return new Parts.Senders(account(), List.of(mail(), topic()), sending());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(stub.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(Calls::limit)
        .build();
  }

  @Override
  public void close() {
    ses.close();
    sns.close();
    sesV2.close();
    stub.close();
  }
}
