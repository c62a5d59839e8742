package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import dev.hardstop.dynamodb.LocalDynamoDb;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A function as template.yaml defines it.
 *
 * @param handler which handler of the package it runs
 * @param timeout how long one invocation may take
 * @param memory in MB
 * @param variables its environment; a reference to another resource is the name of that resource
 */
public record FunctionDefinition(
    String handler, Duration timeout, int memory, Map<String, String> variables) {
  /** The account number of examples in AWS's documentation. */
  static final String ACCOUNT = "000000000000";

  public FunctionDefinition {
    requireNonNull(handler, "handler is null");
    requireNonNull(timeout, "timeout is null");
    variables = Map.copyOf(variables);
  }

  /** A function that differs in its handler only. */
  public FunctionDefinition withHandler(String other) {
    Map<String, String> changed = new HashMap<>(variables);
    changed.put(Deployment.HANDLER_VARIABLE, other);
    return new FunctionDefinition(other, timeout, memory, changed);
  }

  /** A function that may take longer, or less long. */
  public FunctionDefinition withTimeout(Duration other) {
    return new FunctionDefinition(handler, other, memory, variables);
  }

  String arn() {
    return "arn:aws:lambda:" + LocalDynamoDb.REGION + ":" + ACCOUNT + ":function:" + name();
  }

  /**
   * The variables that Lambda itself sets for a function (AWS Lambda developer guide, "Defined
   * runtime environment variables"), with credentials that are good for DynamoDB Local only.
   */
  Map<String, String> lambdaVariables() {
    return Map.ofEntries(
        Map.entry("AWS_REGION", LocalDynamoDb.REGION),
        Map.entry("AWS_DEFAULT_REGION", LocalDynamoDb.REGION),
        Map.entry("AWS_ACCESS_KEY_ID", LocalDynamoDb.ACCESS_KEY_ID),
        Map.entry("AWS_SECRET_ACCESS_KEY", LocalDynamoDb.SECRET_ACCESS_KEY),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", name()),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memory)),
        Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/local/" + handler),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
        Map.entry("LANG", "en_US.UTF-8"),
        Map.entry("TZ", ":UTC"));
  }

  /** The function's name on this machine. */
  String name() {
    return "local-" + handler;
  }
}
