package dev.hardstop.bench;

import dev.hardstop.local.Deployment;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.FunctionPackage;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One way of connecting, behind TLS.
 *
 * @param name what is printed
 * @param code the package
 * @param settings the variables that make it this way
 */
record ConnectionRun(String name, FunctionPackage code, Map<String, String> settings) {
  private static final List<Integer> PAUSES = List.of(6, 20, 60);
  private static final int QUESTIONS = 5;
  private static final int BATCH = 100;

  /** So that what is measured is not another way's work. */
  private static final Object TURN = new Object();

  static final List<String> COLUMNS = List.of(
      "first batch of 100",
      "second batch",
      "batch after 6 s",
      "a question after 6 s",
      "after 20 s",
      "after 60 s");

  ConnectionRun {
    settings = Map.copyOf(settings);
  }

  /** Handshakes and milliseconds, by column. */
  List<String> measure(Deployment deployment, TestAuthority authority) throws Exception {
    List<String> cells = new ArrayList<>();
    try (StandInTable answers = new StandInTable();
        TlsTable table = new TlsTable(authority, answers::answer)) {
      Map<String, String> variables = variables(table);
      try (ExecutionEnvironment function = start(deployment, "feedback", variables)) {
        function.awaitInit();
        Events events = new Events();
        for (int pause : List.of(0, 0, PAUSES.get(0))) {
          byte[] batch = events.bounces(BATCH);
          cells.add(cell(table, 1, after(function, pause, batch)));
        }
        answers.requireSubjects(events.addresses());
      }
      try (ExecutionEnvironment function = start(deployment, "check", variables)) {
        function.awaitInit();
        byte[] question = new Events().question();
        after(function, 0, question);
        table.newHandshakes();
        for (int pause : PAUSES) {
          double[] times = new double[QUESTIONS];
          for (int i = 0; i < QUESTIONS; i++) {
            times[i] = after(function, pause, question);
          }
          cells.add(cell(table, QUESTIONS, times));
        }
      }
    }
    return cells;
  }

  private static String cell(TlsTable table, int events, double... times) {
    Arrays.sort(times);
    return String.format(
        Locale.ROOT,
        "%.1f handshakes, %.1f ms",
        (double) table.newHandshakes() / events,
        times[times.length / 2]);
  }

  /** How long the event takes after a pause during which the process is stopped, in ms. */
  private static double after(ExecutionEnvironment function, int pause, byte[] event)
      throws IOException, InterruptedException {
    if (pause > 0) {
      signal(function, "STOP");
      TimeUnit.SECONDS.sleep(pause);
    }
    synchronized (TURN) {
      if (pause > 0) {
        signal(function, "CONT");
      }
      long before = System.nanoTime();
      Runs.invoke(function, event);
      return (System.nanoTime() - before) / 1e6;
    }
  }

  private static void signal(ExecutionEnvironment function, String name)
      throws IOException, InterruptedException {
    String pid = Long.toString(function.process().pid());
    new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
  }

  private ExecutionEnvironment start(
      Deployment deployment, String handler, Map<String, String> variables) throws IOException {
    return ExecutionEnvironment.start(
        code, deployment.function(handler), variables, Redirect.DISCARD);
  }

  private Map<String, String> variables(TlsTable table) {
    Map<String, String> variables = new HashMap<>(settings);
    variables.putAll(table.variables());
    return variables;
  }
}
