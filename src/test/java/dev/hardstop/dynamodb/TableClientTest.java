package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.suppression.TableUnavailableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

class TableClientTest {
  private static final UpdateItemRequest ANY = UpdateItemRequest.builder().build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "RequestLimitExceeded",
        "InternalServerError",
        "ResourceNotFoundException",
        "AccessDeniedException",
        "ExpiredTokenException",
        "TransactionConflictException",
      })
  void aCallThatMaySucceedLaterMeansThatTheTableIsUnavailable(String errorCode) {
    assertThatThrownBy(() -> failingWith(errorCode).updateItem(ANY))
        .isInstanceOf(TableUnavailableException.class)
        .hasCauseInstanceOf(DynamoDbException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ValidationException",
        "ItemCollectionSizeLimitExceededException",
        "SerializationException",
      })
  void aRequestThatTheTableNeverAcceptsIsPassedOnAsOurFault(String errorCode) {
    assertThatThrownBy(() -> failingWith(errorCode).updateItem(ANY))
        .isInstanceOf(DynamoDbException.class);
  }

  private static DynamoDbClient failingWith(String errorCode) {
    return new TableClient(new DynamoDbClient() {
      @Override
      public UpdateItemResponse updateItem(UpdateItemRequest request) {
        throw DynamoDbException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(errorCode).build())
            .message(errorCode)
            .build();
      }

      @Override
      public String serviceName() {
        return DynamoDbClient.SERVICE_NAME;
      }

      @Override
      public void close() {
        // There is nothing to close.
      }
    });
  }
}
