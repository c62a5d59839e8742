package dev.hardstop.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.dynamodb.LocalDynamoDb;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The calls that clients of the SDK made, of whichever service they are. */
public final class ObservedCalls implements ExecutionInterceptor {
  private final String table;
  private final Set<Call> made = new ConcurrentSkipListSet<>();

  /**
   * @param table the name of the stack's table
   */
  public ObservedCalls(String table) {
    this.table = table;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String action = Call.action(
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    made.addAll(Call.of(action, members(context.request()), table));
  }

  /** All of them, each once. */
  public Set<Call> made() {
    return made;
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

  /** The builder of a client of a stand-in, whose calls are observed. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B observed(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(override -> override.addExecutionInterceptor(this));
  }

  /** Texts as they are; of maps the names, which is where a batch has its tables. */
  private static JsonNode members(SdkRequest request) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    request.sdkFields().forEach(field -> {
      Object value = field.getValueOrDefault(request);
      if (value instanceof String text) {
        members.put(field.memberName(), text);
      } else if (value instanceof Map<?, ?> map) {
        ObjectNode names = members.putObject(field.memberName());
        map.keySet().forEach(name -> names.putObject(String.valueOf(name)));
      }
    });
    return members;
  }
}
