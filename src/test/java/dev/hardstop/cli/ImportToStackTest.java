package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.local.WireServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hardstop import --stack}, with a stand-in for SSM and SQS, in runs that end early. */
class ImportToStackTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than are sent before the progress is written. */
  private static final int LINES = 700;

  @TempDir
  private Path folder;

  private final List<String> queue = new ArrayList<>();
  private long deadLetters;
  private int mostMessages = Integer.MAX_VALUE;
  private boolean mayCount = true;

  /** After that many messages, nobody may count them any more. */
  private int countedUntil = Integer.MAX_VALUE;

  private Map<String, String> properties;
  private WireServer aws;
  private Path file;
  private CommandRun command;

  @BeforeEach
  void start() throws IOException {
    aws = WireServer.start(this::answer);
    String url = "http://" + aws.hostAndPort();
    properties = Map.of(
        "aws.region", "eu-central-1",
        "aws.accessKeyId", "AKIAEXAMPLE",
        "aws.secretAccessKey", "not-a-secret",
        "aws.endpointUrlSsm", url,
        "aws.endpointUrlSqs", url);
    properties.forEach(System::setProperty);
    StringBuilder bounces = new StringBuilder("status,reason,email,created\n");
    for (int i = 0; i < LINES; i++) {
      bounces.append("5.1.1,550 5.1.1 user unknown,user%d@example.com,1764320400\n".formatted(i));
    }
    file = Files.writeString(folder.resolve("bounces.csv"), bounces);
  }

  @AfterEach
  void stop() {
    properties.keySet().forEach(System::clearProperty);
    aws.close();
  }

  /** The queue is always empty again; the function puts messages aside when a test says so. */
  private synchronized WireServer.Answer answer(WireServer.Request request) throws IOException {
    JsonNode question = JSON.readTree(request.body());
    ObjectNode answer = JSON.createObjectNode();
    String target = request.headers().get("x-amz-target");
    switch (target.substring(target.indexOf('.') + 1)) {
      case "GetParameter" -> answer.putObject("Parameter").put("Value", outputs());
      case "GetQueueAttributes" -> {
        if (!mayCount) {
          return refusal();
        }
        boolean isDead = question.path("QueueUrl").asText().endsWith("dead-letters");
        answer
            .putObject("Attributes")
            .put("ApproximateNumberOfMessages", Long.toString(isDead ? deadLetters : 0));
      }
      default -> {
        if (queue.size() + question.path("Entries").size() > mostMessages) {
          return refusal();
        }
        for (JsonNode entry : question.path("Entries")) {
          String body = entry.path("MessageBody").asText();
          queue.add(body);
          answer
              .withArray("Successful")
              .addObject()
              .put("Id", entry.path("Id").asText())
              .put("MessageId", "message-" + queue.size())
              .put("MD5OfMessageBody", md5(body));
        }
        mayCount = queue.size() < countedUntil;
      }
    }
    return json(200, answer);
  }

  private static WireServer.Answer refusal() throws IOException {
    return json(
        400,
        JSON.createObjectNode()
            .put("__type", "com.amazonaws.sqs#AccessDeniedException")
            .put("message", "no"));
  }

  private static WireServer.Answer json(int status, ObjectNode body) throws IOException {
    return new WireServer.Answer(
        status, Map.of("Content-Type", "application/x-amz-json-1.0"), JSON.writeValueAsBytes(body));
  }

  private String outputs() {
    String queues = "http://" + aws.hostAndPort() + "/1/";
    ObjectNode outputs = JSON.createObjectNode()
        .put("QueueUrl", queues + "feedback")
        .put("DeadLetterQueueUrl", queues + "dead-letters");
    outputs.putObject("Variables");
    return outputs.toString();
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private int importAll(String... options) {
    command = new CommandRun().with("XDG_STATE_HOME", folder.resolve("state").toString());
    List<String> arguments =
        new ArrayList<>(List.of("import", "--stack", "mine", "--yes", file.toString()));
    arguments.addAll(Arrays.asList(options));
    return command.run(arguments.toArray(String[]::new));
  }

  @Test
  void deadLettersOfTheFirstRunAreSeenByTheRunThatContinuesIt() {
    deadLetters = 3;
    mostMessages = 600;
    assertThat(importAll("--wait")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(queue).hasSizeGreaterThanOrEqualTo(500);
    deadLetters = 5;
    mostMessages = Integer.MAX_VALUE;

    assertThat(importAll("--wait")).isEqualTo(ExitCode.NO);

    assertThat(command.err())
        .contains("An earlier run of this import sent 500 of 700 lines")
        .contains("2 messages have come into the dead-letter queue")
        .doesNotContain("every accepted line is recorded");
    queue.clear();
    assertThat(importAll()).isEqualTo(ExitCode.SUCCESS);
    assertThat(queue).as("what may be dead is sent again").hasSize(LINES);
  }

  @Test
  void aRunThatEndedWhileItWaitedWaitsAgainAndSendsNothingTwice() {
    countedUntil = LINES;
    assertThat(importAll("--wait")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(queue).hasSize(LINES);
    assertThat(command.err())
        .contains("Interrupted: 700 of 700 lines are sent. The same command continues there.");
    countedUntil = Integer.MAX_VALUE;
    mayCount = true;

    assertThat(importAll("--wait")).isEqualTo(ExitCode.SUCCESS);

    assertThat(command.err())
        .contains("Waiting until the lines are recorded.", "every accepted line is recorded");
    assertThat(command.out()).contains("Lines sent: 700.");
    assertThat(queue).hasSize(LINES);
    assertThat(folder.resolve("state/hardstop")).isEmptyDirectory();
  }
}
