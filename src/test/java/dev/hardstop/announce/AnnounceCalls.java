package dev.hardstop.announce;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.changes.ChangeTopic;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbTableStream;
import dev.hardstop.dynamodb.DynamoDbWalkStore;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Mail;
import dev.hardstop.local.AwsStub;
import dev.hardstop.local.SnsStub;
import dev.hardstop.local.StreamEvent;
import dev.hardstop.privacy.LogWatch;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesevent.SesJson;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.StreamRecord;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.template.BrokenDomain;
import dev.hardstop.template.Call;
import dev.hardstop.template.ObservedCalls;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Announces all changes of a table, one of which cannot be judged, and returns the calls made. */
public final class AnnounceCalls {
  private static final String TABLE = "hardstop";

  private AnnounceCalls() {}

  /** The calls to AWS, with the resources that template.yaml grants. */
  public static Set<Call> made() throws IOException {
    ObservedCalls calls = new ObservedCalls(TABLE);
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient owner = local.client();
        DynamoDbClient client = calls.client(local.endpoint());
        AwsStub aws = AwsStub.start();
        SnsClient sns = calls.observed(SnsClient.builder(), aws.endpoint()).build();
        SqsClient sqs = calls.observed(SqsClient.builder(), aws.endpoint()).build()) {
      TemplateTable.ofProject().create(owner, TABLE);
      aws.queues().createAll(Stack.ofProject(Map.of("SesList", "follow")));
      StreamEvents stream = new StreamEvents(local, owner, TABLE);
      new BrokenDomain(owner, TABLE).turns();
      wronglyListed(owner);
      List<ObjectNode> records = stream.next();
      spoil((ObjectNode) records.get(0).at("/dynamodb/NewImage"));
      List<StreamRecord> read = new DynamoDbTableStream().read(StreamEvent.of(records));
      Map<String, String> queues = new HashMap<>();
      for (String queue : List.of("AnnounceFailureQueue", "SesListQueue", "SesListDelayQueue")) {
        queues.put(aws.queues().url(queue), queue + ".Arn");
      }
      AnnouncementResult result = new Announcement(
              new DynamoDbDossierTable(client, TABLE, InstantSource.system()),
              SuppressionPolicy.standard().with(SesListMode.FOLLOW),
              RuleFiles.book(),
              new ChangeTopic(sns, Optional.of(SnsStub.arn("ChangeTopic")), "hardstop"),
              new SesListQueue(
                  sqs,
                  Optional.of(aws.queues().url("SesListQueue")),
                  Optional.of(aws.queues().url("SesListDelayQueue"))),
              new FailureQueue(sqs, Optional.of(aws.queues().url("AnnounceFailureQueue"))),
              new DynamoDbWalkStore(client, TABLE))
          .announce(read, () -> false);
      if (result.published() == 0 || result.unjudged().isEmpty() || result.postponed() > 0) {
        throw new AssertionError("not all is announced: " + result);
      }
      return calls.made().stream().map(call -> ofStack(call, queues)).collect(toSet());
    }
  }

  private static void spoil(ObjectNode image) {
    image.putObject("incident").put("S", "no incident");
  }

  /** A bounce that SES lists, although the address is not to blame. */
  private static void wronglyListed(DynamoDbClient owner) {
    EmailAddress bob = EmailAddress.of("bob@example.com");
    Bounce bounce = new Bounce(
        new Mail("message-1", Instant.now(), List.of(bob)),
        "feedback-1",
        Optional.of(bob),
        new BounceType("Permanent", "General"),
        new Bounce.RecipientReport(
            "failed",
            "",
            "smtp; 554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org",
            "",
            ""));
    LogWatch.given(SesJson.bytes(bounce));
    TestRecording.record(
        new Recorder(
            RuleFiles.book(),
            SuppressionPolicy.standard(),
            new DynamoDbDossierTable(owner, TABLE, InstantSource.system()),
            Runnable::run),
        List.of(bounce));
  }

  private static Call ofStack(Call call, Map<String, String> queues) {
    return call.resource().equals(SnsStub.arn("ChangeTopic"))
        ? new Call(call.action(), "ChangeTopic")
        : new Call(call.action(), queues.getOrDefault(call.resource(), call.resource()));
  }
}
