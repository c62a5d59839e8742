package dev.hardstop.bench;

import java.net.URI;
import java.util.Map;

/** What the functions take for DynamoDB. */
interface BenchmarkTable extends AutoCloseable {
  String NAME = "hardstop-benchmark";

  /** Where it answers. */
  URI endpoint();

  /** The variables with which a function uses it. */
  default Map<String, String> variables() {
    return Map.of(
        "HARDSTOP_TABLE", NAME, "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", endpoint().toString());
  }

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
