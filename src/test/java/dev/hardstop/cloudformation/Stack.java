package dev.hardstop.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A template with its parameters set, as CloudFormation would deploy it (AWS CloudFormation user
 * guide, "Intrinsic function reference" and "Rules section syntax"). What refers to another resource
 * keeps the template's name for it: {@code Table.Arn}, {@code ${Table.Arn}/index/byHour}.
 */
public final class Stack {
  private final JsonNode template;
  private final Intrinsics intrinsics;

  private Stack(JsonNode template, Map<String, String> parameters) {
    this.template = template;
    this.intrinsics = new Intrinsics(
        new ParameterValues(template.path("Parameters"), parameters),
        template.path("Conditions"),
        template.path("Resources"));
  }

  /** The stack of the project's template with these parameters; the others have their defaults. */
  public static Stack ofProject(Map<String, String> parameters) {
    return of(Path.of("template.yaml"), parameters);
  }

  /**
   * @throws IllegalArgumentException when the template does not admit a parameter's value, or is not
   *     valid as far as it is read
   */
  public static Stack of(Path template, Map<String, String> parameters) {
    return new Stack(TemplateFile.read(template), parameters);
  }

  /** The resources that the conditions admit, by their names in the template. */
  public Map<String, JsonNode> resources() {
    return admitted("Resources");
  }

  /** The resources of one type. */
  public Map<String, JsonNode> ofType(String type) {
    Map<String, JsonNode> found = resources();
    found.values().removeIf(resource -> !resource.path("Type").asText().equals(type));
    return found;
  }

  /** The properties of a resource; a missing node where there is no such resource. */
  public JsonNode properties(String resource) {
    JsonNode definition = template.path("Resources").path(resource);
    return isAdmitted(definition)
        ? intrinsics.resolve(definition.path("Properties"))
        : definition.path("no properties");
  }

  /** The global properties of all functions. */
  public JsonNode globals() {
    return intrinsics.resolve(template.path("Globals").path("Function"));
  }

  /** The outputs that the conditions admit. */
  public Map<String, JsonNode> outputs() {
    return admitted("Outputs");
  }

  /** The parameters as they are declared. */
  public Map<String, JsonNode> parameters() {
    return fields(template.path("Parameters"));
  }

  /** The value of a parameter. */
  public String parameter(String name) {
    return intrinsics.parameters().text(name);
  }

  /**
   * The rules that these parameters violate; CloudFormation creates no stack unless there are none.
   */
  public List<String> refusals() {
    List<String> refusals = new ArrayList<>();
    for (JsonNode rule : template.path("Rules")) {
      JsonNode condition = rule.path("RuleCondition");
      if (condition.isMissingNode() || intrinsics.isTrue(condition)) {
        for (JsonNode assertion : rule.path("Assertions")) {
          if (!intrinsics.isTrue(assertion.path("Assert"))) {
            refusals.add(assertion.path("AssertDescription").asText());
          }
        }
      }
    }
    return refusals;
  }

  private Map<String, JsonNode> admitted(String section) {
    Map<String, JsonNode> admitted = new TreeMap<>();
    fields(template.path(section)).forEach((name, definition) -> {
      if (isAdmitted(definition)) {
        admitted.put(name, intrinsics.resolve(definition));
      }
    });
    return admitted;
  }

  private boolean isAdmitted(JsonNode definition) {
    String condition = definition.path("Condition").asText("");
    return condition.isEmpty() || intrinsics.condition(condition);
  }

  private static Map<String, JsonNode> fields(JsonNode node) {
    Map<String, JsonNode> fields = new TreeMap<>();
    node.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
    return fields;
  }
}
