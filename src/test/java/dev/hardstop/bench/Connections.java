package dev.hardstop.bench;

import dev.hardstop.local.Deployment;
import dev.hardstop.local.FunctionPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What connections cost behind TLS: {@code ./mvnw -q -DskipTests -Pconnections package
 * exec:exec@connections}, with {@code -Dnative} for the binary in place of the JVM package.
 *
 * <p>Between two events a function is stopped, as Lambda stops it. The ways run side by side, as
 * they wait most of the time: their events take turns.
 */
public final class Connections {
  private static final Path TEMPLATE = Path.of("template.yaml");
  private static final String APACHE = "QUARKUS_DYNAMODB_SYNC_CLIENT_APACHE_";

  private Connections() {}

  /**
   * @param args the zip with the url client, which is one for the JVM, and one with the apache client
   */
  public static void main(String... args) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "authority-");
    TestAuthority authority = TestAuthority.make(folder);
    Deployment deployment = Deployment.read(TEMPLATE);
    try (FunctionPackage url = FunctionPackage.unpack(Path.of(args[0]));
        FunctionPackage apache = FunctionPackage.unpack(Path.of(args[1]))) {
      List<ConnectionRun> runs = List.of(
          new ConnectionRun("url client", url, Map.of()),
          new ConnectionRun(
              "url client, 50 connections kept for 10 minutes",
              url,
              Map.of(
                  "JAVA_TOOL_OPTIONS",
                  "-Dhttp.maxConnections=50 -Dhttp.keepAlive.time.server=600")),
          new ConnectionRun(
              "apache client, kept for 1 minute (its default)",
              apache,
              Map.of(APACHE + "CONNECTION_MAX_IDLE_TIME", "60S")),
          new ConnectionRun("apache client, as shipped", apache, Map.of()));
      print(runs, inParallel(runs, deployment, authority));
    }
    // The JDK's servers leave threads behind.
    System.exit(0);
  }

  private static List<List<String>> inParallel(
      List<ConnectionRun> runs, Deployment deployment, TestAuthority authority) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(runs.size());
    try {
      List<Callable<List<String>>> work = new ArrayList<>();
      runs.forEach(run -> work.add(() -> run.measure(deployment, authority)));
      List<List<String>> rows = new ArrayList<>();
      for (Future<List<String>> row : threads.invokeAll(work)) {
        rows.add(row.get());
      }
      return rows;
    } finally {
      threads.shutdown();
    }
  }

  private static void print(List<ConnectionRun> runs, List<List<String>> rows) {
    System.out.println("| |" + String.join("|", ConnectionRun.COLUMNS) + "|");
    System.out.println("|---".repeat(ConnectionRun.COLUMNS.size() + 1) + "|");
    for (int i = 0; i < runs.size(); i++) {
      System.out.println(
          "| " + runs.get(i).name() + " | " + String.join(" | ", rows.get(i)) + " |");
    }
  }
}
