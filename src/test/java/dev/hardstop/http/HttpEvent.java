package dev.hardstop.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An event in payload format 2.0, as an HTTP API with IAM authorization sends it. */
final class HttpEvent {
  static final String CALLER = "arn:aws:iam::123456789012:user/example";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private HttpEvent(String method, String path) {
    json.put("version", "2.0").put("routeKey", "$default");
    json.put("rawPath", path).put("rawQueryString", "");
    json.putObject("headers").put("host", "api.example.com");
    ObjectNode context = json.putObject("requestContext");
    context.put("apiId", "api-id").put("stage", "$default").put("requestId", "request-1");
    context
        .putObject("http")
        .put("method", method)
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "192.0.2.1");
    context
        .putObject("authorizer")
        .putObject("iam")
        .put("accountId", "123456789012")
        .put("callerId", "AIDAEXAMPLE")
        .put("userArn", CALLER)
        .put("userId", "AIDAEXAMPLE");
    json.put("isBase64Encoded", false);
  }

  static HttpEvent of(String method, String path) {
    return new HttpEvent(method, path);
  }

  static HttpEvent get(String path) {
    return new HttpEvent("GET", path);
  }

  static HttpEvent post(String path, String body) {
    HttpEvent event = new HttpEvent("POST", path);
    event.json.put("body", body);
    return event;
  }

  /** A request that the API matched with the route of an address. */
  static HttpEvent address(String decoded) {
    HttpEvent event = get("/v1/addresses/" + decoded);
    event.json.put("routeKey", "GET /v1/addresses/{address}");
    event.json.putObject("pathParameters").put("address", decoded);
    return event;
  }

  /** A request that the API matched with the route of a domain. */
  static HttpEvent domain(String decoded) {
    HttpEvent event = get("/v1/domains/" + decoded);
    event.json.put("routeKey", "GET /v1/domains/{domain}");
    event.json.putObject("pathParameters").put("domain", decoded);
    return event;
  }

  HttpEvent query(String raw) {
    json.put("rawQueryString", raw);
    return this;
  }

  HttpEvent base64(byte[] body) {
    json.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
    return this;
  }

  HttpEvent stage(String stage) {
    context().put("stage", stage);
    json.put("rawPath", '/' + stage + json.get("rawPath").textValue());
    return this;
  }

  /** A request behind the base path of a custom domain name that the API matched with this route. */
  HttpEvent basePath(String basePath, String routeKey) {
    json.put("routeKey", routeKey);
    json.put("rawPath", basePath + json.get("rawPath").textValue());
    return this;
  }

  HttpEvent requestId(String id) {
    context().put("requestId", id);
    return this;
  }

  HttpEvent unsigned() {
    context().remove("authorizer");
    return this;
  }

  /** The caller has only this identity. */
  HttpEvent signedBy(String name, String value) {
    context().putObject("authorizer").putObject("iam").put(name, value);
    return this;
  }

  byte[] bytes() {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode context() {
    return (ObjectNode) json.get("requestContext");
  }
}
