package dev.hardstop.bench;

import java.net.URI;

/** What the functions take for DynamoDB. */
interface BenchmarkTable extends AutoCloseable {
  String NAME = "hardstop-benchmark";

  /** Where it answers. */
  URI endpoint();

  /**
   * @param milliseconds that every answer takes longer from now on: a real table is a network away
   */
  void delay(int milliseconds);

  /**
   * @throws IllegalStateException when fewer subjects are recorded
   */
  void requireSubjects(int atLeast);

  @Override
  void close();
}
