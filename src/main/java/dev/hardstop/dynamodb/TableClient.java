package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.TableUnavailableException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The client through which every call to the table is made. It turns a failed call into a
 * {@link TableUnavailableException}. Two kinds of failure are passed on unchanged: a condition that did
 * not hold, which is a result, and a request that the table will never accept, which is our own fault.
 *
 * <p>This client implements only the operations that the functions may call.
 */
final class TableClient implements DynamoDbClient {
  /**
   * The error codes of requests that fail each time they are sent (DynamoDB developer guide, "Error
   * handling with DynamoDB").
   */
  private static final Set<String> NEVER_ACCEPTED = Set.of(
      "ValidationException", "ItemCollectionSizeLimitExceededException", "SerializationException");

  private final DynamoDbClient client;

  TableClient(DynamoDbClient client) {
    this.client = requireNonNull(client, "client is null");
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    return call(() -> client.batchGetItem(request));
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return call(() -> client.query(request));
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    return call(() -> client.scan(request));
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    return call(() -> client.deleteItem(request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return call(() -> client.updateItem(request));
  }

  @Override
  public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
    return client.serviceClientConfiguration();
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {
    // The code that opened the client closes it.
  }

  private static <T> T call(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (ConditionalCheckFailedException answer) {
      throw answer;
    } catch (SdkException failed) {
      throw failure(failed);
    }
  }

  /** Returns the exception to throw for a failed call. */
  static RuntimeException failure(SdkException failed) {
    return isNeverAccepted(failed) ? failed : new TableUnavailableException(failed);
  }

  private static boolean isNeverAccepted(SdkException failed) {
    return failed instanceof AwsServiceException refused
        && refused.awsErrorDetails() != null
        && NEVER_ACCEPTED.contains(String.valueOf(refused.awsErrorDetails().errorCode()));
  }
}
