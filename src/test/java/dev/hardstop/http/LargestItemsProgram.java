package dev.hardstop.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.dynamodb.LargestAddresses;
import dev.hardstop.watch.WatchCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Asks about the addresses whose items are the largest, and lets {@code watch} read them. */
public final class LargestItemsProgram {
  private LargestItemsProgram() {}

  /**
   * @param arguments where the table is
   */
  public static void main(String[] arguments) throws IOException {
    LargestAddresses table = new LargestAddresses(arguments[0]);
    Map<String, Integer> states = new TreeMap<>();
    JsonNode results = ask(table);
    for (JsonNode result : results) {
      states.merge(result.path("state").textValue(), 1, Integer::sum);
    }
    System.out.printf("answered %d addresses: %s%n", results.size(), states);
    System.out.println(WatchCalls.watched(table.client(), table.now()));
    System.exit(0);
  }

  private static JsonNode ask(LargestAddresses table) throws IOException {
    HttpEvent question = HttpEvent.post("/v1/check", HttpApi.question(table.addresses()));
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    // Not as other tests do: nobody watches the log of this process.
    new HttpApi(table.list())
        .check.handleRequest(
            new ByteArrayInputStream(question.bytes()), response, Invocations.CONTEXT);
    JsonNode answer = new JsonMapper().readTree(response.toByteArray());
    return new JsonMapper().readTree(answer.path("body").textValue()).path("results");
  }
}
