package dev.hardstop.seslist;

import static java.util.stream.Collectors.toSet;

import dev.hardstop.changes.SesListMessage;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbSesListState;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.AwsStub;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesaccount.SesLists;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.template.Call;
import dev.hardstop.template.ObservedCalls;
import dev.hardstop.watchstate.SesListStateContract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Updates SES's list in every way, and returns the calls made. */
public final class SesListCalls {
  private static final String TABLE = "hardstop";

  private SesListCalls() {}

  /** The calls to AWS, with the resources that template.yaml grants. */
  public static Set<Call> made() throws IOException {
    ObservedCalls calls = new ObservedCalls(TABLE);
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient owner = local.client();
        DynamoDbClient client = calls.client(local.endpoint());
        AwsStub aws = AwsStub.start();
        SqsClient sqs = calls.observed(SqsClient.builder(), aws.endpoint()).build()) {
      TemplateTable.ofProject().create(owner, TABLE);
      aws.queues().createAll(Stack.ofProject(Map.of("SesList", "follow")));
      aws.sesAccount().setInterval(Duration.ZERO);
      aws.sesAccount().list("free@example.com", "BOUNCE", Instant.now());
      new DynamoDbDossierTable(owner, TABLE, InstantSource.system())
          .addAction(
              Subject.parse("bob@example.com"),
              new ManualAction.Suppression("1", "who", "why", Instant.now(), Optional.empty()));
      SesListStateContract.ended(new DynamoDbSesListState(owner, TABLE), Instant.now(), true);
      Map<String, String> queues = new HashMap<>();
      for (String queue : List.of("SesListQueue", "SesListDelayQueue")) {
        queues.put(aws.queues().url(queue), queue + ".Arn");
      }
      SesListResult result = new SesListRun(
              new DynamoDbDossierTable(client, TABLE, InstantSource.system()),
              SuppressionPolicy.standard().with(SesListMode.FOLLOW),
              RuleFiles.book(),
              InstantSource.system(),
              new DynamoDbSesListState(client, TABLE),
              SesLists.withoutPauses(calls.observed(SesV2Client.builder(), aws.endpoint())),
              new SesListQueue(
                  sqs,
                  Optional.of(aws.queues().url("SesListQueue")),
                  Optional.of(aws.queues().url("SesListDelayQueue"))))
          .handle(
              List.of(
                  message("bob@example.com", true),
                  message("free@example.com", true),
                  message("new@example.com", true),
                  message("bob@example.com", false)),
              () -> false);
      if (!result.problems().isEmpty() || !result.again().isEmpty()) {
        throw new AssertionError("not all is done: " + result.problems());
      }
      return calls.made().stream()
          .map(call ->
              new Call(call.action(), queues.getOrDefault(call.resource(), call.resource())))
          .collect(toSet());
    }
  }

  private static QueueMessage message(String address, boolean isFromFifoQueue) {
    String text = new SesListMessage(EmailAddress.of(address), true).toJson();
    return new QueueMessage("message-" + address.length(), text, isFromFifoQueue);
  }
}
