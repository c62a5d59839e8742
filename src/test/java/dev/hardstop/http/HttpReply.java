package dev.hardstop.http;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.privacy.LogWatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The answer of a handler to an event: a response in payload format 2.0. */
record HttpReply(JsonNode response) {
  private static final JsonMapper JSON = new JsonMapper();

  static HttpReply of(RequestStreamHandler handler, byte[] event) {
    LogWatch.given(event);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(event), out, Invocations.CONTEXT);
      HttpReply reply = new HttpReply(JSON.readTree(out.toByteArray()));
      ApiDescription.requireDescribed(event, reply);
      return reply;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  int status() {
    return response.path("statusCode").intValue();
  }

  String header(String name) {
    return response.path("headers").path(name).asText();
  }

  String body() {
    return response.path("body").textValue();
  }

  JsonNode json() {
    try {
      return JSON.readTree(body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The detail of a problem. */
  String detail() {
    return json().path("detail").asText();
  }
}
