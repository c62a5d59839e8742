package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TableContents;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.suppression.History;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs the packaged feedback function on two tables. One process writes the first table without any
 * disturbance; a test disturbs the processes that write the second. A difference between the tables
 * means that evidence was lost or counted twice. {@link ExpectedDossiers} checks the undisturbed
 * table without the package.
 */
final class ComparedRuns implements AutoCloseable {
  private static final String UNDISTURBED = "undisturbed";
  private static final String TRIED = "tried";

  private final StartedResources started = new StartedResources();
  private final ExpectedDossiers expected = new ExpectedDossiers();
  private final LocalDynamoDb database;
  private final DynamoDbClient client;
  private final FunctionPackage code;
  private final FunctionDefinition feedback;

  private ComparedRuns() throws IOException {
    database = started.keep(LocalDynamoDb.start());
    client = started.keep(database.client());
    for (String table : List.of(UNDISTURBED, TRIED)) {
      TemplateTable.of(TestPackage.TEMPLATE).create(client, table);
    }
    code = started.keep(FunctionPackage.unpack(TestPackage.zip()));
    feedback = Deployment.read(TestPackage.TEMPLATE).function("feedback");
  }

  static ComparedRuns start() throws IOException {
    return new ComparedRuns();
  }

  /**
   * Messages about the addresses of this many histories. All addresses have a dossier in both
   * tables, because without one a delivery is kept or not depending on the order of events.
   */
  List<SqsMessage> messages(int histories, int ofEach) {
    List<History> all = IntStream.range(0, histories)
        .mapToObj(seed -> History.of(seed, "s" + seed + ".example.com"))
        .toList();
    DynamoDbDossierTable undisturbed = list(UNDISTURBED);
    DynamoDbDossierTable tried = list(TRIED);
    all.stream().flatMap(history -> history.openings().stream()).forEach(opening -> {
      undisturbed.addAction(opening.subject(), opening.action());
      tried.addAction(opening.subject(), opening.action());
      expected.addAction(opening.subject(), opening.action());
    });
    return SqsMessage.of(all, ofEach);
  }

  /** Where the tables are. */
  URI endpoint() {
    return database.endpoint();
  }

  /**
   * Writes the undisturbed table: each message once, in order.
   *
   * @throws AssertionError when the table is not as it must be then
   */
  void undisturbed(List<SqsMessage> messages) throws Exception {
    try (ExecutionEnvironment function = start(
        feedback.withTimeout(LocalSystem.PATIENCE),
        LocalSystem.patiently(UNDISTURBED, endpoint()))) {
      new Redelivery(function::invoke).deliver(messages, 50);
    }
    for (SqsMessage message : messages) {
      expected.record(message.body());
    }
    assertThat(expected.differences(client, UNDISTURBED)).isEmpty();
  }

  /** A process that writes the tested table, with the time-outs of template.yaml. */
  ExecutionEnvironment start(String endpoint) throws Exception {
    return start(
        feedback, Map.of("HARDSTOP_TABLE", TRIED, "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", endpoint));
  }

  /** A process that writes the tested table, with time-outs long enough for a busy machine. */
  ExecutionEnvironment startPatient() throws Exception {
    return start(
        feedback.withTimeout(LocalSystem.PATIENCE), LocalSystem.patiently(TRIED, endpoint()));
  }

  /** The differences between the tested table and the undisturbed one. */
  List<String> differences() {
    return TableContents.of(client, TRIED).differences(TableContents.of(client, UNDISTURBED));
  }

  /** How many dossiers the undisturbed run has written. */
  int dossiers() {
    return TableContents.of(client, UNDISTURBED).size();
  }

  @Override
  public void close() {
    started.close();
  }

  private DynamoDbDossierTable list(String table) {
    return new DynamoDbDossierTable(client, table, InstantSource.system());
  }

  private ExecutionEnvironment start(FunctionDefinition function, Map<String, String> variables)
      throws Exception {
    ExecutionEnvironment environment = started.keep(
        ExecutionEnvironment.start(code, function, variables, TestPackage.log("feedback")));
    environment.awaitInit();
    return environment;
  }
}
