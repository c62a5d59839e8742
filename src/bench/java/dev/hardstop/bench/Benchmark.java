package dev.hardstop.bench;

import dev.hardstop.local.Deployment;
import dev.hardstop.local.FunctionPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Prints one table: {@code ./mvnw -q -Pbench test-compile exec:exec@bench}, with both packages in {@code
 * target}.
 *
 * <p>Every figure is taken outside of the function: from the moment the process is started, or the
 * event is handed over, until the answer is there. So it includes what the stand-in for Lambda's
 * runtime API costs, which has the same processors. The table is a stand-in as well, and once more
 * DynamoDB Local, which takes more processor time for a write than the function does.
 */
public final class Benchmark {
  private static final String AS_ON_LAMBDA = "as-on-lambda";
  private static final String BATCHES = "batches";
  private static final String CHANGES = "changes";
  private static final String NODE = "node";
  private static final Path TEMPLATE = Path.of("template.yaml");

  private Benchmark() {}

  /**
   * @param args the zips to measure, the native one first; a second one is compared with the first.
   *     With {@code as-on-lambda} before them, only what takes a quota of the processor is measured, with
   *     {@code batches} only batches of bounces, with {@code changes} only how fast changes of verdicts are
   *     published, and with {@code node} only the rows in which the functions are compared with a peer on
   *     Node
   */
  public static void main(String... args) throws Exception {
    String only = List.of(AS_ON_LAMBDA, BATCHES, CHANGES, NODE).contains(args[0]) ? args[0] : "";
    List<Column> columns = new ArrayList<>();
    for (String zip : Arrays.asList(args).subList(only.isEmpty() ? 0 : 1, args.length)) {
      try (FunctionPackage code = FunctionPackage.unpack(Path.of(zip))) {
        Column column = new Column(name(code));
        columns.add(column);
        if (only.isEmpty()) {
          measure(column, code, Path.of(zip));
        }
        if (only.equals(NODE)) {
          measurePeer(column, code);
        }
        if (only.equals(BATCHES)) {
          measureBatches(column, code);
        }
        if (only.isEmpty() || only.equals(CHANGES)) {
          measureChanges(column, code);
        }
        if (only.isEmpty() || only.equals(AS_ON_LAMBDA)) {
          measureAsOnLambda(column, code);
        }
      }
    }
    if (only.isEmpty() || only.equals(NODE)) {
      measureNode(columns);
    }
    System.out.println(machine());
    System.out.println();
    System.out.print(Report.of(columns));
    // DynamoDB Local leaves threads behind.
    System.exit(0);
  }

  private static void measure(Column column, FunctionPackage code, Path zip) throws Exception {
    try (BenchmarkTable standIn = new StandInTable();
        BenchmarkTable dynamoDbLocal = DelayedTable.start()) {
      Deployment deployment = Deployment.read(TEMPLATE);
      column.measure(new FunctionRuns(code, deployment, standIn));
      column.measureWithDynamoDbLocal(new FunctionRuns(code, deployment, dynamoDbLocal));
      column.add(Figure.megabytes("zip", Files.size(zip)));
      column.add(Figure.megabytes("unpacked", size(code.taskRoot())));
    }
  }

  /** A column for the peer, with single events and starts only. */
  private static void measureNode(List<Column> columns) throws Exception {
    Optional<Path> zip = NodePeer.build();
    if (zip.isPresent()) {
      try (FunctionPackage code = FunctionPackage.unpack(zip.get())) {
        Column column = new Column("Node");
        measurePeer(column, code);
        columns.add(column);
      }
    }
  }

  private static void measurePeer(Column column, FunctionPackage code) throws Exception {
    try (BenchmarkTable standIn = new StandInTable()) {
      column.measureSingly(new FunctionRuns(code, Deployment.read(TEMPLATE), standIn));
    }
  }

  private static void measureBatches(Column column, FunctionPackage code) throws Exception {
    try (BenchmarkTable standIn = new StandInTable()) {
      column.measureBatches(new FunctionRuns(code, Deployment.read(TEMPLATE), standIn));
    }
  }

  private static void measureChanges(Column column, FunctionPackage code) throws Exception {
    try (BenchmarkTable standIn = new StandInTable()) {
      column.measure(new ChangeRuns(code, standIn));
    }
  }

  /** Behind TLS and with a quota; leaves the rows out where no quota can be set. */
  private static void measureAsOnLambda(Column column, FunctionPackage code) throws Exception {
    try {
      CpuQuota.of(256).close();
    } catch (IOException e) {
      System.err.println("not measured: what Lambda's share of a processor does: " + e);
      return;
    }
    TestAuthority authority = TestAuthority.make(
        Files.createTempDirectory(Path.of("target").toAbsolutePath(), "authority-"));
    try (StandInTable answers = new StandInTable();
        TlsTable table = new TlsTable(authority, answers::answer)) {
      column.measureAsOnLambda(new LambdaRuns(code, Deployment.read(TEMPLATE), answers, table));
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
