package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Against servers that fail, with the time-outs of application.properties. */
class TableOutOfReachTest {
  private final Subject bob = Subject.parse("bob@contoso.example");
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private final List<DynamoDbClient> opened = new ArrayList<>();
  private DynamoDbClient client;
  private DossierTable list;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    client = client(configured("api-call-timeout"), configured("api-call-attempt-timeout"));
    opened.add(client);
    list = new DynamoDbDossierTable(client, "hardstop", InstantSource.fixed(TestTable.NOW));
  }

  @AfterEach
  void close() {
    end.countDown();
    opened.forEach(DynamoDbClient::close);
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aTableThatDoesNotAnswerIsTriedAgainAndGivenUp() {
    answer(exchange -> await());

    assertThatThrownBy(() -> list.read(Set.of(bob)))
        .isInstanceOf(TableUnavailableException.class)
        .hasCauseInstanceOf(ApiCallTimeoutException.class);
    assertThat(requests).hasValueGreaterThan(1);
  }

  @Test
  void aTableThatFailsIsTriedAgainAndGivenUp() {
    answer(exchange -> respond(exchange, 500, ""));

    assertThatThrownBy(() -> list.missing(Set.of(new DeliveryDay(bob, LocalDate.EPOCH))))
        .isInstanceOf(TableUnavailableException.class);
    assertThat(requests).hasValueGreaterThan(4);
  }

  @Test
  void aTableThatClosesTheConnectionIsTriedAgainAndGivenUp() {
    answer(HttpExchange::close);

    assertThatThrownBy(() -> list.read(Set.of(bob))).isInstanceOf(TableUnavailableException.class);
    assertThat(requests).hasValueGreaterThan(1);
  }

  @Test
  void aTableThatThrottlesIsGivenUp() {
    answer(
        exchange -> respond(
            exchange,
            400,
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":\"too much\"}"));

    assertThatThrownBy(() -> impatient().read(Set.of(bob)))
        .isInstanceOf(TableUnavailableException.class);
    assertThatThrownBy(() -> impatient().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z")))
        .isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void aTableThatRefusesConnectionsIsGivenUp() {
    server.stop(0);

    assertThatThrownBy(() -> impatient().read(Set.of(bob)))
        .isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void aMalformedAnswerIsAFailure() {
    answer(exchange -> respond(exchange, 200, "<html>Welcome</html>"));

    assertThatThrownBy(() -> impatient().read(Set.of(bob)))
        .isInstanceOf(TableUnavailableException.class);
    assertThatThrownBy(() -> impatient().observe(bounce(bob, RULE, "2026-11-24T10:00:00Z")))
        .isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void anEmptyAnswerIsAFailureAndNoEmptyDossier() {
    answer(exchange -> respond(exchange, 200, "{}"));

    assertThatThrownBy(() -> impatient().read(Set.of(bob)))
        .isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void aSlowTableIsGivenUpBeforeTheLastOfManyRequests() {
    answer(exchange -> {
      pause();
      respond(exchange, 200, "{\"Responses\":{\"hardstop\":[]},\"UnprocessedKeys\":{}}");
    });
    Set<Subject> subjects = IntStream.range(0, 2_000)
        .mapToObj(i -> Subject.parse("user" + i + "@contoso.example"))
        .collect(Collectors.toSet());

    assertThatThrownBy(() -> impatient().read(subjects))
        .isInstanceOf(TableUnavailableException.class);
    assertThat(requests).hasValueLessThan(20);
  }

  @Test
  void aSlowTableThatLeavesKeysUnprocessedIsGivenUpBeforeTheLastTry() {
    answer(exchange -> {
      pause();
      respond(
          exchange,
          200,
          "{\"Responses\":{\"hardstop\":[]},\"UnprocessedKeys\":{\"hardstop\":{\"Keys\":"
              + "[{\"subject\":{\"S\":\"bob@contoso.example\"}}]}}}");
    });

    assertThatThrownBy(() -> impatient().read(Set.of(bob)))
        .isInstanceOf(TableUnavailableException.class);
    assertThat(requests).hasValueLessThan(1 + BatchRead.Backoff.PAUSES);
  }

  /**
   * A table whose time-out for a call is twice a {@link #pause}. On a busy machine not even the first
   * request may be sent by then.
   */
  private DossierTable impatient() {
    DynamoDbClient other = client(Duration.ofMillis(600), Duration.ofMillis(600));
    opened.add(other);
    return new DynamoDbDossierTable(other, "hardstop", InstantSource.fixed(TestTable.NOW));
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpHandler handler) {
    server.createContext("/", exchange -> {
      requests.incrementAndGet();
      exchange.getRequestBody().readAllBytes();
      handler.handle(exchange);
    });
    server.start();
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private DynamoDbClient client(Duration call, Duration attempt) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalDynamoDb.REGION))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
            LocalDynamoDb.ACCESS_KEY_ID, LocalDynamoDb.SECRET_ACCESS_KEY)))
        .httpClientBuilder(ApacheHttpClient.builder()
            .connectionTimeout(configured("sync-client.connection-timeout"))
            .socketTimeout(configured("sync-client.socket-timeout")))
        .overrideConfiguration(
            override -> override.apiCallTimeout(call).apiCallAttemptTimeout(attempt))
        .build();
  }

  private static Duration configured(String name) {
    Properties properties = new Properties();
    try (InputStream file =
        TableOutOfReachTest.class.getResourceAsStream("/application.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return DurationConverter.parseDuration(properties.getProperty("quarkus.dynamodb." + name));
  }
}
