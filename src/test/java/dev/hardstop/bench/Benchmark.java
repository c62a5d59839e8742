package dev.hardstop.bench;

import dev.hardstop.local.Deployment;
import dev.hardstop.local.FunctionPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints one table: {@code ./mvnw -q -Dnative -DskipTests verify -Pbench}.
 *
 * <p>Every figure is taken outside of the function: from the moment the process is started, or the
 * event is handed over, until the answer is there. So it includes what the stand-in for Lambda's
 * runtime API costs, which has the same processors. The table is a stand-in as well, and once more
 * DynamoDB Local, which takes more processor time for a write than the function does.
 */
public final class Benchmark {
  private static final Path TEMPLATE = Path.of("template.yaml");

  private Benchmark() {}

  /**
   * @param args the zips to measure, the native one first; a second one is compared with the first
   */
  public static void main(String... args) throws Exception {
    List<Column> columns = new ArrayList<>();
    for (String zip : args) {
      columns.add(measured(Path.of(zip)));
    }
    System.out.println(machine());
    System.out.println();
    System.out.print(Report.of(columns));
    // DynamoDB Local leaves threads behind.
    System.exit(0);
  }

  private static Column measured(Path zip) throws Exception {
    try (FunctionPackage code = FunctionPackage.unpack(zip);
        Table standIn = new StandInTable();
        Table dynamoDbLocal = DelayedTable.start()) {
      Deployment deployment = Deployment.read(TEMPLATE);
      Column column = new Column(name(code));
      column.measure(new Runs(code, deployment, standIn));
      column.measureWithDynamoDbLocal(new Runs(code, deployment, dynamoDbLocal));
      column.add(Figure.megabytes("zip", Files.size(zip)));
      column.add(Figure.megabytes("unpacked", size(code.taskRoot())));
      return column;
    }
  }

  private static String name(FunctionPackage code) {
    return Files.exists(code.taskRoot().resolve("bootstrap")) ? "native" : "JVM";
  }

  private static long size(Path folder) throws java.io.IOException {
    try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static String machine() {
    return "%s, %d processors, %s, Java %s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            Runtime.version().feature());
  }
}
