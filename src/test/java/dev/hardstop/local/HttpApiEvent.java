package dev.hardstop.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A request as an HTTP API hands it to a function: payload format 2.0 (API Gateway developer guide,
 * "Create AWS Lambda proxy integrations for HTTP APIs"), from a caller with a made-up IAM identity.
 */
record HttpApiEvent(String method, RequestTarget target, Headers headers, byte[] body) {
  /** The caller's ARN. */
  static final String CALLER = "arn:aws:iam::" + FunctionDefinition.ACCOUNT + ":user/local";

  private static final DateTimeFormatter COMMON_LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  ObjectNode json(LocalRoute.Match match, Instant now) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("version", "2.0");
    event.put("routeKey", match.route().key());
    event.put("rawPath", target.path());
    event.put("rawQueryString", target.query());
    addHeaders(event.putObject("headers"));
    addIfAny(event, "queryStringParameters", target.parameters());
    addRequestContext(event.putObject("requestContext"), match.route().key(), now);
    addIfAny(event, "pathParameters", match.parameters());
    addBody(event);
    return event;
  }

  private void addHeaders(ObjectNode json) {
    headers.forEach(
        (name, values) -> json.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
  }

  private static void addIfAny(ObjectNode event, String name, Map<String, String> parameters) {
    if (!parameters.isEmpty()) {
      ObjectNode json = event.putObject(name);
      parameters.forEach(json::put);
    }
  }

  private void addRequestContext(ObjectNode context, String routeKey, Instant now) {
    context.put("accountId", FunctionDefinition.ACCOUNT);
    context.put("apiId", "local");
    context
        .putObject("authorizer")
        .putObject("iam")
        .put("accessKey", "local")
        .put("accountId", FunctionDefinition.ACCOUNT)
        .put("callerId", "local")
        .put("userArn", CALLER)
        .put("userId", "local");
    context.put("domainName", "localhost").put("domainPrefix", "local");
    context
        .putObject("http")
        .put("method", method)
        .put("path", target.path())
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "127.0.0.1")
        .put("userAgent", headers.getFirst("User-Agent"));
    context.put("requestId", UUID.randomUUID().toString());
    context.put("routeKey", routeKey).put("stage", "$default");
    context.put("time", COMMON_LOG_TIME.format(now)).put("timeEpoch", now.toEpochMilli());
  }

  private void addBody(ObjectNode event) {
    boolean text = isText();
    if (body.length > 0) {
      event.put(
          "body",
          text
              ? new String(body, StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(body));
    }
    event.put("isBase64Encoded", body.length > 0 && !text);
  }

  /**
   * An HTTP API passes on a body as text if its content type is a text type; a form, curl's
   * default, is not.
   */
  private boolean isText() {
    String type = headers.getFirst("Content-Type");
    String plain = type == null ? "" : type.toLowerCase(Locale.ROOT);
    return plain.startsWith("text/")
        || plain.startsWith("application/json")
        || plain.startsWith("application/javascript")
        || plain.startsWith("application/xml");
  }
}
