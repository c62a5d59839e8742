package dev.hardstop.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.cloudformation.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The permissions of a function's role, evaluated as IAM does (IAM user guide, "Policy evaluation
 * logic"): a call needs a statement that allows it and none that denies it. An unsupported part of
 * a statement is an error, because it might allow more.
 */
final class Policy {
  /** A condition only narrows what is allowed; this class does not evaluate it. */
  private static final Set<String> UNDERSTOOD =
      Set.of("Effect", "Action", "Resource", "Sid", "Condition");

  private final List<Statement> statements;

  private Policy(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  private record Statement(boolean allows, List<Call> what) {
    boolean covers(Call call) {
      return what.stream().anyMatch(pattern -> covers(pattern, call));
    }

    static boolean covers(Call pattern, Call call) {
      return PolicyDocument.matches(pattern.action(), call.action())
          && PolicyDocument.matches(pattern.resource(), call.resource());
    }
  }

  /** The policy of the function that runs this handler. */
  static Policy of(Template template, String handler) {
    JsonNode function = template.functions().get(handler);
    String role = function.path("Role").asText().replace(".Arn", "");
    JsonNode properties = template.resource(role);
    if (properties.has("ManagedPolicyArns") || properties.path("Policies").isEmpty()) {
      throw new IllegalArgumentException("the role of " + handler + " is not all written out");
    }
    List<Statement> statements = new ArrayList<>();
    for (JsonNode policy : properties.path("Policies")) {
      Template.statements(policy).forEach(statement -> statements.add(statement(statement)));
    }
    return new Policy(statements);
  }

  private static Statement statement(JsonNode json) {
    json.fieldNames().forEachRemaining(name -> {
      if (!UNDERSTOOD.contains(name)) {
        throw new IllegalArgumentException("a statement says more: " + name);
      }
    });
    List<Call> what = new ArrayList<>();
    for (String action : PolicyDocument.texts(json.path("Action"))) {
      for (String resource : PolicyDocument.texts(json.path("Resource"))) {
        what.add(new Call(action, resource));
      }
    }
    boolean allows = json.path("Effect").asText().equals("Allow");
    if (!allows && json.has("Condition")) {
      throw new IllegalArgumentException("a denial on a condition may not hold");
    }
    return new Statement(allows, what);
  }

  boolean allows(Call call) {
    return statements.stream().anyMatch(it -> it.allows() && it.covers(call))
        && statements.stream().noneMatch(it -> !it.allows() && it.covers(call));
  }

  /** All grants: each action on each resource as written. */
  Set<Call> grants() {
    Set<Call> grants = new TreeSet<>();
    statements.stream().filter(Statement::allows).forEach(it -> grants.addAll(it.what()));
    return grants;
  }

  /** The grants that none of these calls needs. */
  Set<Call> unused(Set<Call> calls) {
    Set<Call> unused = grants();
    unused.removeIf(grant -> calls.stream().anyMatch(call -> Statement.covers(grant, call)));
    return unused;
  }
}
