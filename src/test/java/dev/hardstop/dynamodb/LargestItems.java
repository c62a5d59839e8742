package dev.hardstop.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A table in which many addresses have an item of the largest size. The table contains only their
 * keys; a response to BatchGetItem is generated, with up to 16 MB as in DynamoDB. All other requests
 * are passed on to the table.
 */
final class LargestItems implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_RESPONSE = 16 << 20;
  /** More items than fit into one response. */
  static final int COUNT = 1_000;

  private static final String ONE_DOMAIN = "one.example";

  private final TestTable table;
  private final String address;
  private final String domain;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  LargestItems(
      TestTable table, Map<String, AttributeValue> address, Map<String, AttributeValue> domain)
      throws IOException {
    this.table = table;
    this.address = json(address);
    this.domain = json(domain);
    putKeys();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Half of them are at one domain, which has deliveries; each of the others has its own domain. */
  static List<String> addresses() {
    return IntStream.range(0, COUNT)
        .mapToObj(i -> "p" + i + "@" + (i % 2 == 0 ? ONE_DOMAIN : "d" + i + ".example"))
        .toList();
  }

  private void putKeys() {
    LocalDate today = LocalDate.ofInstant(TestTable.NOW, ZoneOffset.UTC);
    Set<String> hashes =
        IntStream.range(0, 30).mapToObj(i -> "%016x".formatted(i)).collect(Collectors.toSet());
    table.list().count(new DeliveredOnDay(ONE_DOMAIN, today.minusDays(5), hashes));
    List<WriteRequest> puts = new ArrayList<>();
    for (String name : addresses()) {
      Subject subject = Subject.parse(name);
      IndexKeys keys = IndexKeys.of(subject, TestTable.NOW.minus(Duration.ofMinutes(5)));
      Map<String, AttributeValue> item = Map.of(
          DossierCodec.SUBJECT, AttributeValue.fromS(name),
          DossierCodec.DOMAIN, AttributeValue.fromS(keys.domain()),
          DossierCodec.TOUCHED, AttributeValue.fromS(keys.touched()),
          DossierCodec.HOUR, AttributeValue.fromS(keys.hour().orElseThrow()));
      puts.add(WriteRequest.builder()
          .putRequest(PutRequest.builder().item(item).build())
          .build());
    }
    for (int from = 0; from < puts.size(); from += 25) {
      List<WriteRequest> some = puts.subList(from, Math.min(from + 25, puts.size()));
      table.client().batchWriteItem(write -> write.requestItems(Map.of(TestTable.NAME, some)));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      if (target.endsWith(".BatchGetItem") && !new String(body, UTF_8).contains("~")) {
        answerLargest(exchange, JSON.readTree(body).path("RequestItems").path(TestTable.NAME));
      } else {
        passOn(exchange, body);
      }
    }
  }

  private void passOn(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(table.endpoint()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (String header : List.of("X-Amz-Target", "Authorization", "X-Amz-Date", "Content-Type")) {
      request.header(header, exchange.getRequestHeaders().getFirst(header));
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerLargest(HttpExchange exchange, JsonNode asked) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream response = exchange.getResponseBody();
    response.write(("{\"Responses\":{\"" + TestTable.NAME + "\":[").getBytes(UTF_8));
    ObjectNode later = JsonNodeFactory.instance.objectNode();
    int size = 0;
    for (JsonNode key : asked.path("Keys")) {
      String subject = key.path("subject").path("S").textValue();
      String item = subject.startsWith("@") ? domain : address;
      if (size + item.length() > LARGEST_RESPONSE) {
        later.withObject("/" + TestTable.NAME).withArray("/Keys").add(key);
        continue;
      }
      response.write((size == 0 ? "" : ",").getBytes(UTF_8));
      response.write(("{\"subject\":{\"S\":\"" + subject + "\"}," + item).getBytes(UTF_8));
      size += item.length();
    }
    response.write(("]},\"UnprocessedKeys\":" + later + "}").getBytes(UTF_8));
  }

  /** The JSON of an item without its key, with the closing bracket. */
  private static String json(Map<String, AttributeValue> item) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    item.forEach((name, value) -> {
      if (!name.equals(DossierCodec.SUBJECT)) {
        all.set(name, json(value));
      }
    });
    return all.toString().substring(1);
  }

  private static ObjectNode json(AttributeValue value) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (value.hasM()) {
      ObjectNode map = json.putObject("M");
      value.m().forEach((name, its) -> map.set(name, json(its)));
    } else if (value.hasSs()) {
      value.ss().forEach(json.putArray("SS")::add);
    } else if (value.s() != null) {
      json.put("S", value.s());
    } else if (value.n() != null) {
      json.put("N", value.n());
    } else {
      throw new IllegalArgumentException("a type that no dossier has");
    }
    return json;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
