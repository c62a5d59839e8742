package dev.hardstop.queue;

import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TableContents;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.Deployment;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.ExpectedDossiers;
import dev.hardstop.local.FunctionInitException;
import dev.hardstop.local.FunctionPackage;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.StartedResources;
import dev.hardstop.local.TestPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A database, and execution environments of the packaged feedback function that write to its tables. */
final class Functions implements AutoCloseable {
  private final StartedResources started = new StartedResources();
  private final LocalDynamoDb database = started.keep(LocalDynamoDb.start());
  private final DynamoDbClient client = started.keep(database.client());
  private final FunctionPackage code = started.keep(FunctionPackage.unpack(TestPackage.zip()));

  Functions() throws IOException {}

  void createTable(String name) {
    TemplateTable.of(TestPackage.TEMPLATE).create(client, name);
  }

  TableContents contents(String table) {
    return TableContents.of(client, table);
  }

  /** The differences between a table and its expected content. */
  List<String> differences(ExpectedDossiers expected, String table) {
    return expected.differences(client, table);
  }

  /** Starts environments that write to a table, and waits until all are up. */
  List<EventSourceMapping.Function> start(int howMany, String table)
      throws IOException, FunctionInitException, InterruptedException {
    List<ExecutionEnvironment> environments = new ArrayList<>();
    for (int i = 0; i < howMany; i++) {
      environments.add(started.keep(ExecutionEnvironment.start(
          code,
          Deployment.read(TestPackage.TEMPLATE)
              .function("feedback")
              .withTimeout(LocalSystem.PATIENCE),
          LocalSystem.patiently(table, database.endpoint()),
          TestPackage.log("feedback"))));
    }
    List<EventSourceMapping.Function> functions = new ArrayList<>();
    for (ExecutionEnvironment environment : environments) {
      environment.awaitInit();
      functions.add(environment::invoke);
    }
    return functions;
  }

  @Override
  public void close() {
    started.close();
  }
}
