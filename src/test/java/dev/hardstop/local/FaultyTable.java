package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A table with a fault, for all subjects or for one. Without a fault it accepts every write, has no
 * items to read, and remembers the subjects that were written.
 */
final class FaultyTable implements AutoCloseable {
  /** The fault of a table. */
  enum Fault {
    /** Nothing listens on its port. */
    REFUSES,
    /** It takes requests and never answers. */
    HANGS,
    /** It closes the connection instead of answering. */
    HANGS_UP,
    /** It sends an answer that DynamoDB never sends. */
    TALKS_NONSENSE,
    /** It has no capacity left. */
    THROTTLES
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String THROTTLING =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":\"too much\"}";

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();
  private volatile Optional<Fault> fault = Optional.empty();
  private WireServer server = WireServer.start(this::answer);

  FaultyTable() throws IOException {}

  String endpoint() {
    return "http://" + server.hostAndPort();
  }

  /** Sets a fault for all subjects. */
  void become(Fault next) throws IOException {
    heal();
    fault = Optional.of(next);
    if (next == Fault.REFUSES) {
      server.close();
    }
  }

  /** Sets a fault for one subject, which must be written with a request of its own. */
  void become(Fault next, String subject) {
    faults.put(subject, next);
  }

  /** Removes all faults. */
  void heal() throws IOException {
    if (fault.equals(Optional.of(Fault.REFUSES))) {
      server = WireServer.start(server.port(), this::answer);
    }
    fault = Optional.empty();
    faults.clear();
  }

  /** The subjects that were written about. */
  Set<String> recorded() {
    return Set.copyOf(recorded);
  }

  @Override
  public void close() {
    closing.countDown();
    server.close();
  }

  private WireServer.Answer answer(WireServer.Request request)
      throws IOException, InterruptedException {
    JsonNode asked = JSON.readTree(request.body());
    String subject = asked.at("/Key/subject/S").asText();
    Optional<Fault> present = fault.or(() -> Optional.ofNullable(faults.get(subject)));
    if (present.isPresent()) {
      return answerOf(present.get());
    }
    if (!subject.isEmpty()) {
      recorded.add(subject);
    }
    return answer(200, subject.isEmpty() ? nobody(asked).toString() : "{}");
  }

  private WireServer.Answer answerOf(Fault present) throws IOException, InterruptedException {
    switch (present) {
      case HANGS -> {
        closing.await();
        throw new IOException("nobody waits any more");
      }
      case TALKS_NONSENSE -> {
        return answer(200, "<html>");
      }
      case THROTTLES -> {
        return answer(400, THROTTLING);
      }
      case HANGS_UP, REFUSES -> throw new IOException("hangs up");
    }
    throw new IllegalStateException("no such fault: " + present);
  }

  private static ObjectNode nobody(JsonNode asked) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode responses = answer.putObject("Responses");
    asked.path("RequestItems").fieldNames().forEachRemaining(responses::putArray);
    answer.putObject("UnprocessedKeys");
    return answer;
  }

  private static WireServer.Answer answer(int status, String body) {
    return new WireServer.Answer(
        status,
        Map.of("Content-Type", "application/x-amz-json-1.0"),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
