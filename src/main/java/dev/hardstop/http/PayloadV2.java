package dev.hardstop.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * API Gateway's payload format 2.0 ("Working with AWS Lambda proxy integrations for HTTP APIs"),
 * read and written as a tree.
 */
final class PayloadV2 {
  private static final int LONGEST_ID = 64;

  /** The names of the caller in the order of their worth: an ARN can be read by a person. */
  private static final List<String> IDENTITIES = List.of("userArn", "callerId", "userId");

  private static final List<String> PATH_PARAMETERS = List.of("address", "domain");

  private PayloadV2() {}

  /**
   * The request of an event.
   *
   * @throws ProblemException when the event is none of payload format 2.0
   */
  static HttpRequest read(JsonNode event) {
    JsonNode context = event.path("requestContext");
    JsonNode method = context.path("http").path("method");
    if (!method.isTextual() || !event.path("rawPath").isTextual()) {
      throw new ProblemException(
          Problem.badRequest("This function answers an HTTP API with payload format 2.0 only."));
    }
    return new HttpRequest(
        method.textValue(),
        withoutBasePath(
            withoutStage(
                event.path("rawPath").textValue(), context.path("stage").asText()),
            event.path("routeKey").asText()),
        pathParameter(event.path("pathParameters")),
        text(event.path("rawQueryString")).orElse(""),
        new RequestBody(
            text(event.path("body")).orElse(""), event.path("isBase64Encoded").asBoolean()),
        caller(context.path("authorizer").path("iam")),
        plain(text(context.path("requestId")).orElse("")));
  }

  /** The function's response that is this answer. */
  static byte[] write(HttpResponse answer) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("statusCode", answer.status());
    ObjectNode headers = response.putObject("headers");
    answer.headers().forEach(headers::put);
    response.put("body", answer.text());
    response.put("isBase64Encoded", false);
    return response.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A stage stands before the path, unless it is the default one. */
  private static String withoutStage(String rawPath, String stage) {
    String prefix = '/' + stage;
    boolean hasStage = !stage.isEmpty() && rawPath.startsWith(prefix + '/');
    return hasStage ? rawPath.substring(prefix.length()) : rawPath;
  }

  /**
   * The base path of a custom domain name stands before the path of the route that the API matched
   * (API Gateway developer guide, "API mappings for HTTP APIs"). The route {@code $default} has no
   * path, and what it takes has none of ours.
   */
  private static String withoutBasePath(String path, String routeKey) {
    int begin = routeKey.indexOf('/');
    int parameter = routeKey.indexOf('{');
    if (begin < 0) {
      return path;
    }
    String fixed = routeKey.substring(begin, parameter < 0 ? routeKey.length() : parameter);
    int basePathLength = path.startsWith(fixed) ? 0 : path.indexOf(fixed);
    return path.substring(Math.max(0, basePathLength));
  }

  /** No route has more than one. */
  private static Optional<String> pathParameter(JsonNode parameters) {
    return PATH_PARAMETERS.stream()
        .flatMap(name -> text(parameters.path(name)).stream())
        .findFirst();
  }

  private static Optional<String> caller(JsonNode iam) {
    return IDENTITIES.stream()
        .flatMap(name -> text(iam.path(name)).stream())
        .filter(identity -> !identity.isBlank())
        .findFirst();
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  /** The id goes into answers and log lines. */
  private static String plain(String id) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < id.length() && plain.length() < LONGEST_ID; i++) {
      char c = id.charAt(i);
      if (c > ' ' && c < 0x7f) {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
