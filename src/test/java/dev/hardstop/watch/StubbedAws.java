package dev.hardstop.watch;

import dev.hardstop.changes.ChangeTopic;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.local.AwsStub;
import dev.hardstop.sesaccount.SesV2SuppressionList;
import dev.hardstop.sesaccount.StubbedSesAccount;
import java.time.Instant;
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
import software.amazon.awssdk.services.sqs.SqsClient;

/** The real clients of SES and SNS; a stub answers their requests. */
final class StubbedAws implements AutoCloseable {
  /** The ARN of the topic to which changes are published. */
  static final String CHANGE_TOPIC = "arn:aws:sns:eu-central-1:000000000000:changes";

  final AwsStub stub;
  private final WatchConfiguration configuration = new Settings().configuration();
  private final SesClient ses;
  private final SnsClient sns;
  private final SesV2Client sesV2;
  private final StubbedSesAccount sesAccount;
  final SentAddresses sent = new SentAddresses();
  private final SqsClient sqs;

  StubbedAws(AwsStub stub) {
    this.stub = stub;
    ses = client(SesClient.builder());
    sns = client(SnsClient.builder());
    sesV2 = client(SesV2Client.builder());
    sesAccount = new StubbedSesAccount(stub, Instant.now());
    sqs = client(SqsClient.builder());
  }

  SesAccount account() {
    return new SesAccount(ses, sesV2);
  }

  SesV2SuppressionList sesAccount() {
    return sesAccount.account();
  }

  SesMail mail() {
    return new SesMail(ses, configuration);
  }

  SnsTopic topic() {
    return new SnsTopic(sns, configuration);
  }

  /** Publishes to a topic of the stub; SES's list does not follow. */
  ChangeOutlet changes() {
    return new PublishedChanges(
        new ChangeTopic(sns, Optional.of(CHANGE_TOPIC), "hardstop"),
        new SesListQueue(sqs, Optional.empty(), Optional.empty()));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(stub.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  @Override
  public void close() {
    ses.close();
    sns.close();
    sesV2.close();
    sesAccount.close();
    sqs.close();
    stub.close();
  }
}
