package dev.hardstop.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One action of a request to AWS on one resource, as IAM evaluates it.
 *
 * @param action such as {@code dynamodb:UpdateItem}
 * @param resource as template.yaml writes it where it is one of the stack's: {@code Table.Arn},
 *     {@code ${Table.Arn}/index/byHour}; otherwise what the request names
 */
public record Call(String action, String resource) implements Comparable<Call> {
  /** Services by the name that the SDK has for them, and how IAM's actions begin. */
  private static final Map<String, String> SERVICES =
      Map.of("DynamoDb", "dynamodb", "Sns", "sns", "Ses", "ses", "SesV2", "ses", "Sqs", "sqs");

  /** Where the name of the operation is not that of the action. */
  private static final Map<String, String> ACTIONS = Map.of(
      "sns:PublishBatch", "sns:Publish",
      "sqs:SendMessageBatch", "sqs:SendMessage",
      "dynamodb:ExecuteStatement", "dynamodb:PartiQL");

  /** The resources that a request of another service may name, by its own parameters. */
  private static final List<String> NAMES =
      List.of("TopicArn", "QueueUrl", "FromEmailAddress", "Source", "ConfigurationSetName");

  public Call {
    requireNonNull(action, "action is null");
    requireNonNull(resource, "resource is null");
  }

  /** The action that the SDK's {@code operation} of {@code service} needs. */
  static String action(String service, String operation) {
    String prefix = SERVICES.get(service);
    if (prefix == null) {
      throw new IllegalArgumentException("no IAM prefix is known for " + service);
    }
    String action = prefix + ":" + operation;
    return ACTIONS.getOrDefault(action, action);
  }

  /**
   * The calls that one request comes to.
   *
   * @param body its members by SES's, SNS's or DynamoDB's own names
   * @param table the name of the stack's table
   */
  static Set<Call> of(String action, JsonNode body, String table) {
    Set<Call> calls = new TreeSet<>();
    for (String resource : resources(body, table)) {
      calls.add(new Call(action, resource));
    }
    return calls;
  }

  private static List<String> resources(JsonNode body, String table) {
    List<String> resources = new ArrayList<>();
    body.path("RequestItems")
        .fieldNames()
        .forEachRemaining(name -> resources.add(arn(name, table)));
    if (body.has("TableName")) {
      String arn = arn(body.path("TableName").asText(), table);
      String index = body.path("IndexName").asText("");
      resources.add(index.isEmpty() ? arn : "${" + arn + "}/index/" + index);
    }
    NAMES.stream()
        .map(name -> body.path(name).asText(""))
        .filter(name -> !name.isEmpty())
        .forEach(resources::add);
    return resources.isEmpty() ? List.of("*") : resources;
  }

  private static String arn(String name, String table) {
    return name.equals(table) ? "Table.Arn" : "table/" + name;
  }

  @Override
  public int compareTo(Call other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return action + " on " + resource;
  }
}
