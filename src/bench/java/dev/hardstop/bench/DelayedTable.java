package dev.hardstop.bench;

import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** The table in DynamoDB Local, whose answers can be delayed: a real one is a network away. */
final class DelayedTable implements BenchmarkTable {

  private final Delay delay = new Delay();
  private final LocalDynamoDb database;

  private DelayedTable() {
    database = LocalDynamoDb.startBehind(delay);
  }

  static DelayedTable start() throws java.io.IOException {
    DelayedTable table = new DelayedTable();
    try (DynamoDbClient client = table.database.client()) {
      TemplateTable.of(Path.of("template.yaml")).create(client, NAME);
    }
    return table;
  }

  @Override
  public URI endpoint() {
    return database.endpoint();
  }

  @Override
  public void delay(int milliseconds) {
    delay.milliseconds = milliseconds;
  }

  @Override
  public void requireSubjects(int atLeast) {
    try (DynamoDbClient client = database.client()) {
      int found = client.scanPaginator(scan -> scan.tableName(NAME).select(Select.COUNT)).stream()
          .mapToInt(ScanResponse::count)
          .sum();
      if (found < atLeast) {
        throw new IllegalStateException(found + " of " + atLeast + " addresses are recorded");
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }

  private static final class Delay extends Handler.Wrapper {
    private volatile int milliseconds;

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
      return super.handle(request, response, callback);
    }
  }
}
