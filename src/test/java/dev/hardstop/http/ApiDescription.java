package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code docs/openapi.yaml}. Every answer of a handler in a test is held against it. */
final class ApiDescription {
  static final JsonNode DOCUMENT = read();
  static final JsonNode SCHEMAS = DOCUMENT.path("components").path("schemas");

  /** Statuses that do not belong to an operation: a request never reached one. */
  private static final Set<Integer> OF_NO_OPERATION = Set.of(404, 405, 421);

  /** A fuzzer looks for new paths through the code, and paths of a validator would distract it. */
  private static final boolean FUZZING = System.getenv("JAZZER_FUZZ") != null;

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();

  private ApiDescription() {}

  /** The operation of a route; a missing node if the document has none. */
  static JsonNode operation(Route route) {
    return DOCUMENT
        .path("paths")
        .path(route.template())
        .path(route.method().toLowerCase(Locale.ROOT));
  }

  /** The node itself, or the one that its {@code $ref} names. */
  static JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : DOCUMENT.at(reference.substring(1));
  }

  /** What is wrong with a value by the schema of this name. */
  static Set<ValidationMessage> faults(String schema, JsonNode value) {
    return COMPILED
        .computeIfAbsent(schema, ApiDescription::compiled)
        .validate(value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
  }

  /** Fails if the document does not describe this answer to a request of API Gateway. */
  static void requireDescribed(byte[] event, HttpReply reply) {
    JsonNode tree = HttpAdapter.tree(event);
    if (FUZZING || HttpAdapter.isDirect(tree) || reply.body().isEmpty()) {
      return;
    }
    String media = reply.header("content-type");
    String schema = route(tree)
        .filter(route -> !OF_NO_OPERATION.contains(reply.status()))
        .map(route -> schema(route, reply.status(), media))
        .orElse("Problem");
    assertThat(faults(schema, reply.json()))
        .as("%s %s of %s", reply.status(), media, schema)
        .isEmpty();
  }

  private static Optional<Route> route(JsonNode event) {
    try {
      HttpRequest request = HttpRequest.payloadV2(event);
      return Route.of(request.method(), Route.at(request.path()));
    } catch (ProblemException unreadable) {
      return Optional.empty();
    }
  }

  private static String schema(Route route, int status, String media) {
    JsonNode response = resolved(operation(route).path("responses").path("" + status));
    JsonNode reference = response.path("content").path(media).path("schema").path("$ref");
    assertThat(reference.isTextual())
        .as("%s answers %s %s", route, status, media)
        .isTrue();
    String pointer = reference.textValue();
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static JsonSchema compiled(String name) {
    ObjectNode schema = JsonNodeFactory.instance
        .objectNode()
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("$ref", "#/components/schemas/" + name);
    schema.set("components", DOCUMENT.path("components"));
    return FACTORY.getSchema(schema);
  }

  /** What is wrong with a schema by the meta-schema of JSON Schema 2020-12. */
  static List<ValidationMessage> faultsOfSchema(JsonNode schema) {
    return List.copyOf(FACTORY
        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
        .validate(schema));
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(Path.of("docs/openapi.yaml").toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
