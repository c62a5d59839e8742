package dev.hardstop.bench;

import java.util.ArrayList;
import java.util.List;

/** All figures of one package, in the order in which they are printed. */
final class Column {
  private static final int STARTS = 21;
  private static final int EVENTS = 5_000;

  /** In MB: half the default of template.yaml, and the default. */
  private static final List<Integer> MEMORIES = List.of(256, 512);

  private final String name;
  private final List<Figure> figures = new ArrayList<>();

  Column(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** Says so as well: a whole run takes minutes. */
  void add(Figure figure) {
    figures.add(figure);
    System.err.println(name + ": " + figure.name() + ": " + figure.typicalAndSpread());
  }

  /** Starts come last: by then this program has been compiled and does not want the processors. */
  void measure(FunctionRuns runs) throws Exception {
    warm(runs, "");
    measureBatches(runs);
    starts(runs);
  }

  void measureBatches(FunctionRuns runs) throws Exception {
    for (int delay : List.of(0, 5)) {
      for (int size : List.of(10, 100, 1_000)) {
        batches(runs, size, delay, "");
      }
    }
  }

  /** What is compared with a peer: one event at a time, and starts. */
  void measureSingly(FunctionRuns runs) throws Exception {
    warm(runs, "");
    starts(runs);
  }

  /** Changes of verdicts that are published. */
  void measure(ChangeRuns runs) throws Exception {
    for (int delay : List.of(0, 5)) {
      String away = delay == 0 ? "" : ", table and topic " + delay + " ms away";
      add(Figure.perSecond("changes in batches of 100" + away, 100, runs.batches(delay)));
    }
  }

  void measureWithDynamoDbLocal(FunctionRuns runs) throws Exception {
    warm(runs, ", DynamoDB Local");
    batches(runs, 100, 0, ", DynamoDB Local");
    batches(runs, 100, 5, ", DynamoDB Local");
  }

  /** What a caller sees on Lambda. */
  void measureAsOnLambda(LambdaRuns runs) throws Exception {
    for (int memory : MEMORIES) {
      for (String handler : List.of("feedback", "check")) {
        add(Figure.milliseconds(
            "first answer after init, " + handler + ", " + memory + " MB",
            runs.firstAnswers(handler, memory, STARTS)));
      }
    }
    add(Figure.milliseconds("processor time of a bounce, alone", runs.processorTime(1, 2_000)));
    for (int batch : List.of(10, 100)) {
      add(Figure.milliseconds(
          "processor time of a bounce, in batches of " + batch, runs.processorTime(batch, 5_000)));
    }
    for (int memory : MEMORIES) {
      add(Figure.perSecond(
          "five functions, batches of 100, " + memory + " MB", 1_000, runs.fiveFunctions(memory)));
    }
  }

  private void warm(FunctionRuns runs, String with) throws Exception {
    FunctionRuns.Warm feedback = runs.warm("feedback", EVENTS);
    add(Figure.milliseconds("one bounce, warm" + with, feedback.nanos()));
    add(Figure.milliseconds("processor time of a bounce" + with, feedback.processorTime()));
    add(Figure.megabytes("resident after " + EVENTS + " bounces" + with, feedback.resident()));
    FunctionRuns.Warm check = runs.warm("check", EVENTS);
    add(Figure.milliseconds("one question, warm" + with, check.nanos()));
    add(Figure.milliseconds("processor time of a question" + with, check.processorTime()));
    add(Figure.megabytes("resident after " + EVENTS + " questions" + with, check.resident()));
  }

  private void starts(FunctionRuns runs) throws Exception {
    for (String handler : List.of("feedback", "check")) {
      FunctionRuns.Starts starts = runs.starts(handler, STARTS);
      add(Figure.milliseconds("start to first answer, " + handler, starts.nanos()));
      add(Figure.megabytes("resident after the first answer, " + handler, starts.resident()));
    }
  }

  private void batches(FunctionRuns runs, int size, int delay, String with) throws Exception {
    String table = delay == 0 ? "" : ", table " + delay + " ms away";
    add(Figure.perSecond("batches of " + size + table + with, size, runs.batches(size, delay)));
  }
}
