package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.sesevent.BounceReport;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.VerdictCause;
import dev.hardstop.suppression.VerdictState;
import dev.hardstop.watchstate.SendingCounts;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/openapi.yaml} says what the handlers do: every route, parameter, key, field, value and error. Wherever
 * a test asks a handler, the answer is checked as well ({@link ApiDescription#requireDescribed}).
 */
class OpenApiTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NAMES = Pattern.compile("(?:allowed:|that is none of) ?([^.]*)\\.");

  private final ApiFunctions api = new ApiFunctions();

  @Test
  void theDocumentHasAllRoutesAndNoOthers() {
    Set<String> operations = new TreeSet<>();
    ApiDescription.DOCUMENT
        .path("paths")
        .properties()
        .forEach(path -> path.getValue()
            .fieldNames()
            .forEachRemaining(
                method -> operations.add(method.toUpperCase(Locale.ROOT) + ' ' + path.getKey())));
    assertThat(operations)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Route.values()).map(Route::toString).toList());
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void anOperationNamesItsFunctionAndItsParameters(Route route) {
    JsonNode operation = ApiDescription.operation(route);
    Set<String> query = parameters(operation, "query");

    assertThat(texts(operation.path("tags"))).containsExactly(route.handler());
    assertThat(parameters(operation, "path")).isEqualTo(found("\\{(.*?)\\}", route.template()));
    if (route.method().equals("POST") || route == Route.HEALTH) {
      assertThat(query).isEmpty();
    } else {
      assertThat(query).isEqualTo(accepted(route));
    }
  }

  /** The query parameters that a handler lists when it gets another, or takes where it lists none. */
  private Set<String> accepted(Route route) {
    String refusal = ask(route, HttpEvent.get(path(route)).query("zzz=1")).detail();
    if (!route.template().contains("{address}")) {
      return names(refusal);
    }
    Set<String> accepted = new TreeSet<>();
    for (Route other : Route.values()) {
      for (String name : parameters(ApiDescription.operation(other), "query")) {
        String detail =
            ask(route, HttpEvent.get(path(route)).query(name + "=x")).detail();
        if (!detail.equals(refusal) && !NAMES.matcher(detail).find()) {
          accepted.add(name);
        }
      }
    }
    return accepted;
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of(
            Route.CHECK, "CheckRequest", "{'addresses':['bob@example.com'],'stream':null}"),
        Arguments.of(
            Route.RELEASE,
            "ReleaseRequest",
            "{'subject':'bob@example.com','why':'asked','includeComplaint':true}"),
        Arguments.of(
            Route.RELEASE,
            "ExcludeDaysRequest",
            "{'domain':'example.com','from':'2026-11-20','to':'2026-11-21','why':'asked','reasons':['POLICY']}"),
        Arguments.of(
            Route.SUPPRESS,
            "SuppressRequest",
            "{'subject':'@example.com','why':'asked','until':'2027-01-31','streams':null}"),
        Arguments.of(
            Route.ERASE,
            "EraseRequest",
            "{'subject':'bob@example.com','why':'asked','keepSuppression':false}"));
  }

  /** The key domain decides between the two forms of a release, so it is never removed. */
  @ParameterizedTest
  @MethodSource("requests")
  void aRequestHasTheKeysOfTheHandler(Route route, String schema, String body) throws Exception {
    ObjectNode request = (ObjectNode) JSON.readTree(body.replace('\'', '"'));
    assertThat(ApiDescription.faults(schema, request)).isEmpty();
    assertThat(ask(route, HttpEvent.post(path(route), request.toString())).status())
        .isEqualTo(200);

    Set<String> properties = keys(ApiDescription.SCHEMAS.path(schema).path("properties"));
    ObjectNode unknown = request.deepCopy().put("zzz", 1);
    assertThat(properties)
        .isEqualTo(
            names(ask(route, HttpEvent.post(path(route), unknown.toString())).detail()))
        .isEqualTo(keys(request));
    assertThat(ApiDescription.faults(schema, unknown)).isNotEmpty();
    for (String key : properties) {
      ObjectNode without = request.deepCopy().without(List.of(key));
      boolean accepted =
          ask(route, HttpEvent.post(path(route), without.toString())).status() == 200;
      assertThat(ApiDescription.faults(schema, without).isEmpty()).as(key).isEqualTo(accepted);
    }
  }

  @Test
  void aBounceIsExplainedByTheKeysOfTheHandler() {
    JsonNode schema = ApiDescription.SCHEMAS.path("ExplainRequest");
    Set<String> enough = new LinkedHashSet<>();
    schema.path("anyOf").forEach(one -> enough.addAll(texts(one.path("required"))));

    assertThat(keys(schema.path("properties")))
        .containsExactlyInAnyOrderElementsOf(CheckHandler.EXPLAIN_KEYS);
    for (String key : CheckHandler.EXPLAIN_KEYS) {
      String body = "{\"" + key + "\":\"5.1.1\"}";
      assertThat(ask(Route.EXPLAIN, HttpEvent.post("/v1/explain", body)).status() == 200)
          .as(key)
          .isEqualTo(enough.contains(key));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/CheckRequest/properties/addresses/maxItems, " + CheckHandler.MOST_ADDRESSES,
    "/ExplainRequest/properties/report/maxLength, " + BounceReport.LONGEST_REPORT,
    "/Why/maxLength, " + ManualActionRequest.LONGEST_WHY,
    "/VerdictFields/properties/days/maxItems, " + VerdictResponse.MOST_DAYS,
    "/DomainPage/properties/addresses/maxItems, " + DomainAnswers.PAGE_SIZE,
  })
  void aLimitIsThatOfTheCode(String pointer, int limit) {
    assertThat(ApiDescription.SCHEMAS.at(pointer).intValue()).isEqualTo(limit);
  }

  static Stream<Arguments> enums() {
    List<String> reasons = constants(BounceReason.values());
    List<String> all = new ArrayList<>(reasons);
    all.addAll(VerdictCause.REASONS_WITHOUT_BOUNCE);
    return Stream.of(
        Arguments.of("VerdictState", lowerCase(VerdictState.values())),
        Arguments.of("BounceReason", reasons),
        Arguments.of("VerdictReason", all),
        Arguments.of("Culprit", lowerCase(Culprit.values())),
        Arguments.of("Confidence", lowerCase(Confidence.values())),
        Arguments.of("DiagnosisName", constants(Diagnosis.Name.values())),
        Arguments.of("RouteState", constants(MailRoute.State.values())),
        Arguments.of("IncidentScope", lowerCase(IncidentReport.Scope.values())),
        Arguments.of("SesListMode", lowerCase(SesListMode.values())),
        Arguments.of("RateLevel", constants(SendingCounts.Level.values())));
  }

  @ParameterizedTest
  @MethodSource("enums")
  void aListOfValuesIsThatOfTheCode(String schema, List<String> values) {
    assertThat(texts(ApiDescription.SCHEMAS.path(schema).path("enum")))
        .containsExactlyInAnyOrderElementsOf(values);
  }

  /** Requests, lists of values, parts of others, and what API Gateway answers. */
  @Test
  void aResponseHasTheFieldsOfItsRecordAndNoSchemaIsLeftOver() {
    Map<String, Class<?>> records = new LinkedHashMap<>();
    ResponseMapper.RECORDS.forEach(record -> collect(record, records));

    Set<String> others = new TreeSet<>(keys(ApiDescription.SCHEMAS));
    others.removeAll(records.keySet());
    others.removeIf(name -> name.endsWith("Request"));
    enums().forEach(list -> others.remove((String) list.get()[0]));
    assertThat(others)
        .containsExactlyInAnyOrder(
            "Address",
            "CountsByReason",
            "GatewayMessage",
            "ListedSubject",
            "ManualAction",
            "Subject",
            "VerdictFields",
            "Why");
    records.forEach(OpenApiTest::requireFields);
  }

  @Test
  void theDocumentIsWellFormed() {
    assertThat(ApiDescription.DOCUMENT.path("openapi").asText()).startsWith("3.1.");
    ApiDescription.DOCUMENT
        .findValuesAsText("$ref")
        .forEach(reference -> assertThat(
                ApiDescription.DOCUMENT.at(reference.substring(1)).isMissingNode())
            .as(reference)
            .isFalse());
    ApiDescription.SCHEMAS
        .properties()
        .forEach(schema -> assertThat(ApiDescription.faultsOfSchema(schema.getValue()))
            .as(schema.getKey())
            .isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void everyErrorOfAHandlerIsDescribed(Route route) {
    Set<Integer> statuses = new TreeSet<>();
    HttpEvent wrong = route.method().equals("POST")
        ? HttpEvent.post(path(route), "{")
        : HttpEvent.get(path(route)).query("zzz=1");
    statuses.add(ask(route, wrong).status());
    statuses.add(ask(route, event(route, valid(route)).unsigned()).status());
    statuses.add(ask(route, event(route, valid(route))).status());
    statuses.add(ask(route, event(route, "x".repeat(JsonBody.LONGEST_BODY + 1))).status());
    ApiFunctions withoutTable = new ApiFunctions(new UnavailableTable());
    statuses.add(ask(withoutTable, route, event(route, valid(route))).status());

    // What remains is a fault of Hardstop or of API Gateway.
    Set<Integer> described = new TreeSet<>();
    ApiDescription.operation(route)
        .path("responses")
        .fieldNames()
        .forEachRemaining(status -> described.add(Integer.valueOf(status)));
    assertThat(described).containsAll(statuses);
    described.removeAll(Set.of(403, 500, 503));
    assertThat(statuses).containsAll(described);
  }

  /** The schemas are closed, and none of them accepts just anything. */
  @Test
  void anAnswerWithAnotherFieldOrWithoutOneDoesNotFit() {
    for (Route route : Route.values()) {
      String reference = ApiDescription.operation(route)
          .at("/responses/200/content/application~1json/schema/$ref")
          .textValue();
      String schema = reference.substring(reference.lastIndexOf('/') + 1);
      ObjectNode answer = (ObjectNode) ask(route, event(route, valid(route))).json();
      assertThat(ApiDescription.faults(schema, answer)).as(schema).isEmpty();
      assertThat(ApiDescription.faults(schema, answer.deepCopy().put("zzz", 1)))
          .as("%s with another field", schema)
          .isNotEmpty();
      keys(answer)
          .forEach(key -> assertThat(ApiDescription.faults(
                  schema,
                  answer.deepCopy().set(key, JSON.createArrayNode().add(JSON.createArrayNode()))))
              .as("%s with a list of a list as %s", schema, key)
              .isNotEmpty());
      Set<String> required = new TreeSet<>();
      gather(ApiDescription.SCHEMAS.path(schema), new LinkedHashMap<>(), required);
      required.forEach(key -> assertThat(
              ApiDescription.faults(schema, answer.deepCopy().without(List.of(key))))
          .as("%s without %s", schema, key)
          .isNotEmpty());
    }
  }

  private static String valid(Route route) {
    return switch (route) {
      case CHECK -> "{\"addresses\":[\"bob@example.com\"]}";
      case EXPLAIN -> "{\"report\":\"550 5.1.1 user unknown\"}";
      case RELEASE, SUPPRESS, ERASE -> "{\"subject\":\"bob@example.com\",\"why\":\"asked\"}";
      default -> "";
    };
  }

  private static HttpEvent event(Route route, String body) {
    return route.method().equals("POST")
        ? HttpEvent.post(path(route), body)
        : HttpEvent.get(path(route)).query(route == Route.ADDRESSES ? "domain=example.com" : "");
  }

  private HttpReply ask(Route route, HttpEvent event) {
    return ask(api, route, event);
  }

  private static HttpReply ask(ApiFunctions api, Route route, HttpEvent event) {
    return route.handler().equals(CheckHandler.NAME) ? api.check(event) : api.desk(event);
  }

  private static String path(Route route) {
    return route
        .template()
        .replace("{address}", "bob@example.com")
        .replace("{domain}", "example.com");
  }

  /** The names that a detail lists. */
  private static Set<String> names(String detail) {
    Matcher names = NAMES.matcher(detail);
    assertThat(names.find()).as(detail).isTrue();
    Set<String> all = new TreeSet<>(List.of(names.group(1).split(", ")));
    all.remove("");
    return all;
  }

  private static Set<String> found(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static Set<String> parameters(JsonNode operation, String in) {
    Set<String> names = new TreeSet<>();
    operation.path("parameters").forEach(written -> {
      JsonNode parameter = ApiDescription.resolved(written);
      if (parameter.path("in").asText().equals(in)) {
        names.add(parameter.path("name").asText());
      }
    });
    return names;
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<String> constants(Enum<?>... values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static List<String> lowerCase(Enum<?>... values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The name of the schema of a record or of an interface: VerdictResponse is Verdict. */
  private static String schemaName(Class<?> type) {
    String name = type.getSimpleName();
    return name.endsWith("Response")
        ? name.substring(0, name.length() - "Response".length())
        : name;
  }

  private static void collect(Class<?> type, Map<String, Class<?>> records) {
    if (type.isRecord() && records.put(schemaName(type), type) == null) {
      for (RecordComponent component : type.getRecordComponents()) {
        elements(component.getGenericType()).forEach(element -> collect(element, records));
      }
    } else if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, records);
      }
    }
  }

  private static List<Class<?>> elements(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Stream.of(generic.getActualTypeArguments())
          .flatMap(argument -> elements(argument).stream())
          .toList();
    }
    return List.of((Class<?>) type);
  }

  private static void requireFields(String name, Class<?> record) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    Set<String> required = new TreeSet<>();
    gather(ApiDescription.SCHEMAS.path(name), properties, required);
    Set<String> expected = new TreeSet<>();
    Set<String> always = new TreeSet<>();
    for (RecordComponent component : fields(record)) {
      expected.add(component.getName());
      if (!component.isAnnotationPresent(JsonInclude.class)
          && component.getAccessor().getAnnotation(JsonInclude.class) == null) {
        always.add(component.getName());
      }
      JsonNode property = properties.get(component.getName());
      assertThat(property).as("%s.%s", name, component.getName()).isNotNull();
      assertThat(typeOf(property))
          .as("%s.%s", name, component.getName())
          .isEqualTo(typeOf(component.getGenericType()));
    }
    assertThat(properties.keySet()).as(name).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(required).as(name).isEqualTo(always);
  }

  /** The fields of a record, with those of a record that stands unwrapped in it. */
  private static List<RecordComponent> fields(Class<?> record) {
    return Stream.of(record.getRecordComponents())
        .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
            ? fields(component.getType()).stream()
            : Stream.of(component))
        .toList();
  }

  private static void gather(
      JsonNode schema, Map<String, JsonNode> properties, Set<String> required) {
    schema
        .path("allOf")
        .forEach(part -> gather(ApiDescription.resolved(part), properties, required));
    schema
        .path("properties")
        .properties()
        .forEach(property -> properties.put(property.getKey(), property.getValue()));
    required.addAll(texts(schema.path("required")));
  }

  /** The type in words, such as {@code array of date}; names of schemas that are no objects are resolved. */
  private static String typeOf(JsonNode written) {
    JsonNode first = written.has("anyOf") ? written.path("anyOf").path(0) : written;
    JsonNode schema = ApiDescription.resolved(first);
    String type = schema.path("type").isArray()
        ? schema.path("type").path(0).asText()
        : schema.path("type").asText();
    if (type.equals("array")) {
      return "array of " + typeOf(schema.path("items"));
    }
    if (type.equals("object") && !schema.has("properties")) {
      return "map to " + typeOf(schema.path("additionalProperties"));
    }
    boolean named = type.isEmpty() || type.equals("object");
    String reference = first.path("$ref").asText();
    return named
        ? reference.substring(reference.lastIndexOf('/') + 1)
        : schema.path("format").asText(type);
  }

  private static String typeOf(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return (arguments.length == 1 ? "array of " : "map to ")
          + typeOf(arguments[arguments.length - 1]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return "string";
    }
    if (plain == LocalDate.class || plain == Instant.class) {
      return plain == LocalDate.class ? "date" : "date-time";
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return "boolean";
    }
    if (plain == double.class || plain == Double.class) {
      return "number";
    }
    return plain == int.class || plain == long.class || plain == Integer.class
        ? "integer"
        : schemaName(plain);
  }
}
