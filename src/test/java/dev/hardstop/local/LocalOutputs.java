package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.console.LoopbackServer;
import dev.hardstop.dynamodb.LocalDynamoDb;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code GET /local} answers: for {@code bin/hardstop --url}, what the SSM parameter of a stack is for
 * {@code bin/hardstop --stack}. The keys are those of the parameter; {@code TableEndpoint} is the address of
 * DynamoDB Local, which shows its tables only to their {@code TableAccessKeyId}; {@code Routes} are those of
 * the HTTP API, and {@code Events} the paths that take the event of a function.
 *
 * @param variables of the functions; those that make the policy are shown
 */
record LocalOutputs(
    URI address,
    URI tableEndpoint,
    String table,
    Deployment deployment,
    Map<String, String> variables) {
  static final String PATH = "/local";

  LocalOutputs {
    requireNonNull(address, "address is null");
    requireNonNull(tableEndpoint, "tableEndpoint is null");
    requireNonNull(table, "table is null");
    requireNonNull(deployment, "deployment is null");
    variables = Map.copyOf(variables);
  }

  void show(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    LoopbackServer.answer(exchange, 200, (json() + "\n").getBytes(UTF_8));
  }

  private ObjectNode json() {
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs
        .put("ApiUrl", address.toString())
        .put("TableName", table)
        .put("TableEndpoint", tableEndpoint.toString())
        .put("TableAccessKeyId", LocalDynamoDb.ACCESS_KEY_ID)
        .put("Region", LocalDynamoDb.REGION);
    ObjectNode policy = outputs.putObject("Variables");
    new TreeMap<>(variables).forEach((name, value) -> {
      if (isOfPolicy(name)) {
        policy.put(name, value);
      }
    });
    ArrayNode routes = outputs.putArray("Routes");
    deployment.routes().stream().map(LocalRoute::key).sorted().forEach(routes::add);
    ArrayNode events = outputs.putArray("Events");
    deployment.functions().stream()
        .map(FunctionDefinition::handler)
        .filter(handler -> !deployment.isBehindHttpApi(handler))
        .sorted()
        .forEach(handler -> events.add("/" + handler));
    return outputs;
  }

  /** A stack's parameter has exactly these. */
  static boolean isOfPolicy(String variable) {
    return variable.startsWith("HARDSTOP_POLICY_")
        || variable.equals("HARDSTOP_DELIVERY_EVENTS")
        || variable.equals("HARDSTOP_STREAMS")
        || variable.equals("HARDSTOP_SES_LIST");
  }
}
