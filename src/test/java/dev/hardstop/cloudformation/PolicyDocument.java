package dev.hardstop.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A policy of a role, a topic or a queue, evaluated as IAM does (IAM user guide, "Policy evaluation
 * logic" and "Condition operators"): a call needs a statement that allows it and none that denies
 * it. An unsupported part of a statement is an error, because it might allow more.
 */
public final class PolicyDocument {
  private static final Set<String> UNDERSTOOD =
      Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

  private final List<JsonNode> statements = new ArrayList<>();

  private PolicyDocument() {}

  /** The policy that combines these documents, as a role can have several. */
  public static PolicyDocument of(JsonNode... documents) {
    PolicyDocument all = new PolicyDocument();
    for (JsonNode document : documents) {
      for (JsonNode statement : document.path("Statement")) {
        statement.fieldNames().forEachRemaining(name -> {
          if (!UNDERSTOOD.contains(name)) {
            throw new IllegalArgumentException("a statement says more: " + name);
          }
        });
        all.statements.add(statement);
      }
    }
    return all;
  }

  /**
   * A request to a resource.
   *
   * @param service that asks, {@code ses.amazonaws.com}; empty for the role that has the policy
   * @param action such as {@code sns:Publish}
   * @param resource an ARN
   * @param context the condition keys of the request, {@code aws:SourceArn}
   */
  public record Request(
      String service, String action, String resource, Map<String, String> context) {
    /** A request of the role that has the policy. */
    public static Request ofRole(String action, String resource, Map<String, String> context) {
      return new Request("", action, resource, context);
    }
  }

  public boolean allows(Request request) {
    return covers("Allow", request) && !covers("Deny", request);
  }

  private boolean covers(String effect, Request request) {
    return statements.stream()
        .filter(statement -> statement.path("Effect").asText().equals(effect))
        .anyMatch(statement -> isOf(statement.path("Principal"), request.service())
            && anyMatches(statement.path("Action"), request.action())
            && anyMatches(statement.path("Resource"), request.resource())
            && holds(statement.path("Condition"), request.context()));
  }

  /** A role's own policy names no principal. */
  private static boolean isOf(JsonNode principal, String service) {
    if (principal.isMissingNode()) {
      return service.isEmpty();
    }
    if (principal.size() != 1 || !principal.has("Service")) {
      throw new IllegalArgumentException("not only a service: " + principal);
    }
    return texts(principal.path("Service")).contains(service);
  }

  private static boolean holds(JsonNode condition, Map<String, String> context) {
    Map<String, String> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    keys.putAll(context);
    return condition.properties().stream()
        .allMatch(operator -> operator.getValue().properties().stream()
            .allMatch(key -> keys.containsKey(key.getKey())
                && texts(key.getValue()).stream()
                    .anyMatch(value -> holds(operator.getKey(), value, keys.get(key.getKey())))));
  }

  private static boolean holds(String operator, String value, String given) {
    return switch (operator) {
      case "StringEquals" -> value.equals(given);
      case "StringLike" -> matches(value, given);
      case "ArnLike", "ArnEquals" -> arnMatches(value, given);
      default -> throw new IllegalArgumentException("unknown operator " + operator);
    };
  }

  /** A star in an ARN's pattern matches only within its part, except in the last part. */
  private static boolean arnMatches(String pattern, String arn) {
    String[] patterns = pattern.split(":", 6);
    String[] parts = arn.split(":", 6);
    boolean matches = patterns.length == parts.length;
    for (int i = 0; matches && i < parts.length; i++) {
      matches = matches(patterns[i], parts[i]);
    }
    return matches;
  }

  private static boolean anyMatches(JsonNode patterns, String text) {
    return texts(patterns).stream()
        .anyMatch(pattern -> text.startsWith("arn:") && pattern.startsWith("arn:")
            ? arnMatches(pattern, text)
            : matches(pattern, text));
  }

  /** IAM's {@code *} is any text. */
  public static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(text);
    }
    if (!text.startsWith(pattern.substring(0, star))) {
      return false;
    }
    String rest = pattern.substring(star + 1);
    for (int from = star; from <= text.length(); from++) {
      if (matches(rest, text.substring(from))) {
        return true;
      }
    }
    return false;
  }

  /** The texts of a list, or the only text where there is no list. */
  public static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> texts.add(element.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }
}
