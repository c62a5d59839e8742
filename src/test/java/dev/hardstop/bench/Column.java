package dev.hardstop.bench;

import java.util.ArrayList;
import java.util.List;

/** All figures of one package, in the order in which they are printed. */
final class Column {
  private static final int STARTS = 21;
  private static final int EVENTS = 5_000;
  private static final int QUESTIONS = 2_000;

  private final String name;
  private final Runs runs;
  private final List<Figure> figures = new ArrayList<>();

  Column(String name, Runs runs) {
    this.name = name;
    this.runs = runs;
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

  void measure() throws Exception {
    starts();
    warm();
    batches(0);
    batches(5);
  }

  private void starts() throws Exception {
    for (String handler : List.of("feedback", "check")) {
      Runs.Starts starts = runs.starts(handler, STARTS);
      add(Figure.milliseconds("start to first answer, " + handler, starts.nanos()));
      add(Figure.megabytes("resident after the first answer, " + handler, starts.resident()));
    }
  }

  private void warm() throws Exception {
    Runs.Warm feedback = runs.warm("feedback", EVENTS);
    add(Figure.milliseconds("one bounce, warm", feedback.nanos()));
    add(Figure.megabytes("resident after " + EVENTS + " bounces", feedback.resident()));
    Runs.Warm check = runs.warm("check", QUESTIONS);
    add(Figure.milliseconds("one question, warm", check.nanos()));
    add(Figure.megabytes("resident after " + QUESTIONS + " questions", check.resident()));
  }

  private void batches(int delay) throws Exception {
    String table = delay == 0 ? "" : ", table " + delay + " ms slower";
    for (int size : List.of(10, 100, 1_000)) {
      add(Figure.perSecond("batches of " + size + table, size, runs.batches(size, delay)));
    }
  }
}
