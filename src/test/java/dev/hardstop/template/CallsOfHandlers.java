package dev.hardstop.template;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbErasure;
import dev.hardstop.dynamodb.DynamoDbIndexes;
import dev.hardstop.dynamodb.DynamoDbOverview;
import dev.hardstop.dynamodb.DynamoDbSendingDays;
import dev.hardstop.dynamodb.DynamoDbSesListState;
import dev.hardstop.dynamodb.DynamoDbWatchState;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.http.CheckHandler;
import dev.hardstop.http.DeskHandler;
import dev.hardstop.http.DomainAnswers;
import dev.hardstop.http.ResponseMapper;
import dev.hardstop.privacy.LogWatch;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.ses.FeedbackHandler;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.ErasureKeys;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Invokes a handler with all its events and returns the calls that it made. */
final class CallsOfHandlers {
  private static final String TABLE = "hardstop";
  private static final Context CONTEXT = (Context) Proxy.newProxyInstance(
      Context.class.getClassLoader(),
      new Class<?>[] {Context.class},
      (proxy, method, arguments) -> switch (method.getName()) {
        case "getAwsRequestId" -> "request-1";
        case "getFunctionName" -> "function-1";
        case "getRemainingTimeInMillis" -> 30_000;
        default -> null;
      });

  private CallsOfHandlers() {}

  static Set<Call> of(String handler) throws IOException {
    ObservedCalls calls = new ObservedCalls(TABLE);
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient setup = local.client();
        DynamoDbClient client = calls.client(local.endpoint())) {
      TemplateTable.ofProject().create(setup, TABLE);
      RequestStreamHandler function = function(handler, client);
      String cursor = new BrokenDomain(setup, TABLE).before(handler);
      for (byte[] event : HandlerEvents.of(handler, cursor)) {
        LogWatch.given(event);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event), answer, CONTEXT);
        requireDone(answer.toString(StandardCharsets.UTF_8));
      }
    }
    return calls.made();
  }

  private static RequestStreamHandler function(String handler, DynamoDbClient client) {
    SuppressionPolicy policy = SuppressionPolicy.standard();
    InstantSource clock = InstantSource.system();
    JsonMapper json = ResponseMapper.mapper();
    DossierTable list = new DynamoDbDossierTable(client, TABLE, clock);
    return switch (handler) {
      case "feedback" ->
        new FeedbackHandler(new Recorder(RuleFiles.book(), policy, list, Runnable::run));
      case "check" ->
        new CheckHandler(
            list,
            policy,
            RuleFiles.book(),
            clock,
            domains(list, client),
            new DynamoDbSesListState(client, TABLE),
            new DynamoDbOverview(client, TABLE),
            json);
      case "desk" ->
        new DeskHandler(
            list,
            new DynamoDbIndexes(client, TABLE),
            new DynamoDbErasure(client, TABLE, clock, ErasureKeys.NONE),
            policy,
            RuleFiles.book(),
            clock,
            json);
      default -> throw new IllegalArgumentException(handler);
    };
  }

  private static DomainAnswers domains(DossierTable list, DynamoDbClient client) {
    Thresholds thresholds = Thresholds.standard().withDeliveryWait(Duration.ZERO);
    DossierIndex index = new DynamoDbIndexes(client, TABLE);
    return new DomainAnswers(
        new DomainExamination(list, index, RuleFiles.book(), thresholds),
        index,
        new DynamoDbSendingDays(client, TABLE),
        new DynamoDbWatchState(client, TABLE),
        thresholds,
        domain -> new MailRoute(MailRoute.State.TIMEOUT, List.of(), Optional.empty(), List.of()),
        InstantSource.system());
  }

  /** A call that fails hides those that come after it. */
  private static void requireDone(String answer) {
    if (!answer.contains("\"statusCode\":200") && !answer.contains("\"batchItemFailures\":")) {
      throw new AssertionError("the function refused: " + answer);
    }
  }
}
