package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.console.LoopbackServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/** {@code GET /events} over HTTP, after AWS's own client has published more events than are kept. */
@Timeout(60)
class StandInsTest {
  private static final String TOPIC = SnsStub.arn("ChangeTopic");
  private static final int BATCH = 10;

  private AwsStub aws;
  private SnsClient sns;
  private LoopbackServer server;
  private int published;

  @BeforeEach
  void start() throws Exception {
    aws = AwsStub.start();
    sns = SnsClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
    server = LoopbackServer.bind(
        0,
        exchange -> new StandIns(aws, TOPIC)
            .showEvents(exchange, RequestTarget.of(exchange.getRequestURI().toString())));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    sns.close();
    aws.close();
  }

  @Test
  void theNewestThousandAreShownTheOldestFirst() throws Exception {
    publish(1_230);

    assertThat(get("", BodyHandlers.ofString()).body().lines().toList())
        .isEqualTo(events(231, 1_230));
  }

  @Test
  void whoFollowsGetsTheNewestThousandAndThenEachFurtherEventOnce() throws Exception {
    publish(1_230);
    try (Stream<String> lines = get("?follow", BodyHandlers.ofLines()).body()) {
      List<String> first = new ArrayList<>();
      Iterator<String> following = lines.iterator();
      while (first.size() < SnsStub.KEPT) {
        first.add(following.next());
      }
      assertThat(first).isEqualTo(events(231, 1_230));

      for (int number = 1_231; number <= 2_500; number += BATCH) {
        publish(BATCH);
        for (String event : events(number, number + BATCH - 1)) {
          assertThat(following.next()).isEqualTo(event);
        }
      }
    }
  }

  private void publish(int howMany) {
    for (int i = 0; i < howMany; i += BATCH) {
      List<PublishBatchRequestEntry> entries = events(published + 1, published + BATCH).stream()
          .map(event -> PublishBatchRequestEntry.builder()
              .id(Integer.toString(event.hashCode()))
              .message(event)
              .build())
          .toList();
      sns.publishBatch(publish -> publish.topicArn(TOPIC).publishBatchRequestEntries(entries));
      published += BATCH;
    }
  }

  private static List<String> events(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "{\"id\":\"event-" + i + "\"}")
        .toList();
  }

  private <T> HttpResponse<T> get(String query, HttpResponse.BodyHandler<T> body) throws Exception {
    URI events = URI.create("http://" + server.hostAndPort() + StandIns.EVENTS + query);
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(events).build(), body);
  }
}
