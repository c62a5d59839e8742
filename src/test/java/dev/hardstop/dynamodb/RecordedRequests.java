package dev.hardstop.dynamodb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The requests that were sent to DynamoDB, and the capacity that they consumed. As an extension of a
 * test class it is cleared before each test.
 */
final class RecordedRequests implements ExecutionInterceptor, BeforeEachCallback {
  private final List<SdkRequest> sent = Collections.synchronizedList(new ArrayList<>());
  private final List<ConsumedCapacity> consumed = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger refused = new AtomicInteger();

  @Override
  public void beforeEach(ExtensionContext context) {
    clear();
  }

  @Override
  public SdkRequest modifyRequest(
      Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
    if (context.request() instanceof UpdateItemRequest update) {
      return update.toBuilder()
          .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
          .build();
    }
    if (context.request() instanceof BatchGetItemRequest read) {
      return read.toBuilder()
          .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
          .build();
    }
    if (context.request() instanceof QueryRequest) {
      return context.request();
    }
    throw new AssertionError("neither IAM policy nor budget has this: " + context.request());
  }

  /** Counts every transmission, including the retries of the SDK. */
  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes executionAttributes) {
    sent.add(context.request());
  }

  @Override
  public void afterExecution(
      Context.AfterExecution context, ExecutionAttributes executionAttributes) {
    SdkResponse response = context.response();
    if (response instanceof UpdateItemResponse updated) {
      consumed.add(updated.consumedCapacity());
    } else if (response instanceof BatchGetItemResponse read) {
      consumed.addAll(read.consumedCapacity());
    }
  }

  @Override
  public void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes executionAttributes) {
    if (context.exception() instanceof ConditionalCheckFailedException
        && !isPruning(context.request())) {
      refused.incrementAndGet();
    }
  }

  void clear() {
    sent.clear();
    consumed.clear();
    refused.set(0);
  }

  /** All requests except pruning. */
  long countWithoutPruning() {
    return sent.stream().filter(request -> !isPruning(request)).count();
  }

  private static boolean isPruning(SdkRequest request) {
    return request instanceof UpdateItemRequest update
        && !update.updateExpression().startsWith("SET");
  }

  /** How many writes failed their condition, without pruning. */
  int refused() {
    return refused.get();
  }

  int count() {
    return sent.size();
  }

  List<UpdateItemRequest> writes() {
    return only(UpdateItemRequest.class);
  }

  List<BatchGetItemRequest> reads() {
    return only(BatchGetItemRequest.class);
  }

  private <T> List<T> only(Class<T> kind) {
    return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The capacity units of the table without its indexes. */
  double tableUnits() {
    return consumed.stream().mapToDouble(unit -> unit.table().capacityUnits()).sum();
  }

  /** The capacity units of an index. */
  double indexUnits(String index) {
    return consumed.stream()
        .map(ConsumedCapacity::globalSecondaryIndexes)
        .filter(indexes -> indexes.containsKey(index))
        .mapToDouble(indexes -> indexes.get(index).capacityUnits())
        .sum();
  }
}
