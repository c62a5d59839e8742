package dev.hardstop.template;

import dev.hardstop.dynamodb.LocalDynamoDb;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The calls to DynamoDB that were made, as IAM names them. */
public final class Calls implements ExecutionInterceptor {
  private final Set<String> actions = new ConcurrentSkipListSet<>();

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String request = context.request().getClass().getSimpleName();
    actions.add("dynamodb:" + request.substring(0, request.length() - "Request".length()));
  }

  public Set<String> actions() {
    return actions;
  }

  public DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalDynamoDb.REGION))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
            LocalDynamoDb.ACCESS_KEY_ID, LocalDynamoDb.SECRET_ACCESS_KEY)))
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(override -> override.addExecutionInterceptor(this))
        .build();
  }
}
