package dev.hardstop.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.cloudformation.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receivers of docs/events.md do what the page says. */
class EventRecipesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:changes";
  private static final Path RECIPES = Path.of("examples", "events");

  private static final String RECEIVE_ALL = """
      import { receive, isOfSns } from "%s";
      import { readFileSync } from "node:fs";
      const { messages, addresses, key, topic } = JSON.parse(readFileSync(0, "utf8"));
      const events = [];
      const statuses = [];
      for (const message of messages) {
        statuses.push(await receive(message, topic, async () => key, async (e) => events.push(e.id)));
      }
      console.log(JSON.stringify({ statuses, events, trusted: addresses.filter(isOfSns) }));
      """;

  private static final String FAKE_BOTO3 = """
      import sqlite3
      db = sqlite3.connect(":memory:")
      class Client:
          def execute_statement(self, sql, parameters, **names):
              values = {p["name"]: p["value"].get("stringValue") for p in parameters}
              db.execute(sql, values)
      def client(name):
          assert name == "rds-data"
          return Client()
      """;

  private static final String HANDLE_ALL = """
      import json, os, sys
      os.environ.update(CLUSTER_ARN="c", SECRET_ARN="s", DATABASE="d")
      import boto3, index
      asked = json.load(sys.stdin)
      boto3.db.execute(asked["table"])
      failed = [index.handler(batch, None)["batchItemFailures"] for batch in asked["batches"]]
      rows = boto3.db.execute("SELECT subject, state, reason, until FROM mail_verdict ORDER BY 1")
      print(json.dumps({"failed": failed, "rows": rows.fetchall()}))
      """;

  @Test
  void theWebhookTakesOnlyWhatSnsSignedForItsTopic() throws Exception {
    assumeTrue(isInstalled("node"), "no Node here");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    ObjectNode asked = JSON.createObjectNode();
    asked
        .putArray("messages")
        .add(signed(keys, notification("one"), "2"))
        .add(signed(keys, notification("two").put("Subject", "changed"), "1"))
        .add(signed(keys, notification("true"), "2").put("Message", "{\"id\":\"forged\"}"))
        .add(signed(keys, notification("three").put("TopicArn", TOPIC + "x"), "2"))
        .add(signed(keys, notification("four"), "2").put("SignatureVersion", "3"))
        .add(notification("five").put("SignatureVersion", "2"))
        .add(signed(keys, notification("six").put("Type", "Other"), "2"));
    asked
        .putArray("addresses")
        .add("https://sns.eu-west-1.amazonaws.com/cert.pem")
        .add("https://sns.cn-north-1.amazonaws.com.cn/cert.pem")
        .add("http://sns.eu-west-1.amazonaws.com/cert.pem")
        .add("https://sns.eu-west-1.amazonaws.com.example.com/cert.pem")
        .add("https://example.com/sns.eu-west-1.amazonaws.com")
        .add("https://sns.eu-west-1.amazonaws.com:8443/cert.pem")
        .add("https://user@example.com/")
        .add("not a URL");
    asked.put("key", pem(keys)).put("topic", TOPIC);

    JsonNode answer = JSON.readTree(run(
        Path.of("."),
        asked,
        "node",
        "--input-type=module",
        "-e",
        RECEIVE_ALL.formatted(RECIPES.resolve("webhook.mjs").toUri())));

    assertThat(answer.path("statuses").toString()).isEqualTo("[200,200,403,403,403,403,403]");
    assertThat(answer.path("events").toString()).isEqualTo("[\"one\",\"two\"]");
    assertThat(answer.path("trusted")).hasSize(2);
  }

  @Test
  void theDatabaseEndsWithTheLatestEventOfEachSubject(@TempDir Path folder) throws Exception {
    assumeTrue(isInstalled("python3"), "no Python here");
    List<ObjectNode> events = new ArrayList<>(List.of(
        event("bob@example.com", "2026-11-24T09:30:00Z", null, "clear"),
        event("bob@example.com", "2026-11-24T09:30:00Z", "9", "watched"),
        event("bob@example.com", "2026-11-24T09:30:00Z", "100", "suppressed"),
        event("ann@example.com", "2026-11-24T09:30:00Z", "99999", "suppressed"),
        event("ann@example.com", "2026-11-24T09:30:01Z", "1", "clear"),
        event("@example.com", "2026-11-24T09:30:00Z", null, "held")));
    events.addAll(events);
    ArrayNode batches = JSON.createArrayNode();
    for (long seed = 0; seed < 20; seed++) {
      Collections.shuffle(events, new Random(seed));
      batches.add(batch(events));
    }
    batches.add(JSON.readTree("{\"Records\":[{\"messageId\":\"broken\",\"body\":\"{}\"}]}"));
    Files.writeString(folder.resolve("boto3.py"), FAKE_BOTO3);
    Files.writeString(folder.resolve("index.py"), functionOf("database.yaml"));
    ObjectNode asked = JSON.createObjectNode().put("table", tableOfThePage());
    asked.set("batches", batches);

    JsonNode answer = JSON.readTree(run(folder, asked, "python3", "-c", HANDLE_ALL));

    assertThat(answer.path("rows").toString())
        .isEqualTo(
            "[[\"@example.com\",\"held\",null,null],[\"ann@example.com\",\"clear\",null,null],"
                + "[\"bob@example.com\",\"suppressed\",null,null]]");
    assertThat(answer.at("/failed/0")).isEmpty();
    assertThat(answer.at("/failed/20/0/itemIdentifier").asText()).isEqualTo("broken");
  }

  private static ObjectNode notification(String id) {
    return JSON.createObjectNode()
        .put("Type", "Notification")
        .put("MessageId", "m-" + id)
        .put("TopicArn", TOPIC)
        .put("Message", "{\"id\":\"" + id + "\"}")
        .put("Timestamp", "2026-11-24T09:30:00.000Z")
        .put("SigningCertURL", "https://sns.eu-west-1.amazonaws.com/cert.pem");
  }

  /** Signs the members that SNS signs, in the order of its developer guide. */
  private static ObjectNode signed(KeyPair keys, ObjectNode message, String version)
      throws GeneralSecurityException {
    StringBuilder text = new StringBuilder();
    for (String name :
        List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")) {
      if (message.has(name)) {
        text.append(name).append('\n').append(message.path(name).asText()).append('\n');
      }
    }
    Signature signature =
        Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(text.toString().getBytes(UTF_8));
    return message
        .put("SignatureVersion", version)
        .put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static ObjectNode event(String subject, String time, String sequence, String after) {
    ObjectNode event = JSON.createObjectNode().put("subject", subject).put("time", time);
    event
        .putObject("data")
        .put("after", after)
        .put("sequence", sequence)
        .putNull("reason")
        .putNull("until");
    return event;
  }

  private static ObjectNode batch(List<ObjectNode> events) {
    ObjectNode batch = JSON.createObjectNode();
    ArrayNode records = batch.putArray("Records");
    events.forEach(event ->
        records.addObject().put("messageId", "m-" + records.size()).put("body", event.toString()));
    return batch;
  }

  private static String functionOf(String template) {
    Map<String, String> parameters = Map.of(
        "ChangeTopicArn", TOPIC,
        "ClusterArn", "arn:aws:rds:eu-west-1:123456789012:cluster:app",
        "SecretArn", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app",
        "DatabaseName", "app");
    return Stack.of(RECIPES.resolve(template), parameters)
        .properties("Function")
        .at("/Code/ZipFile")
        .asText();
  }

  private static String tableOfThePage() throws IOException {
    return Files.readString(Path.of("docs", "events.md"))
        .lines()
        .filter(line -> line.startsWith("CREATE TABLE "))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isInstalled(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version").start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  /** The last line of its output. */
  private static String run(Path folder, JsonNode input, String... command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    process.getOutputStream().write(input.toString().getBytes(UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.lines().reduce("", (line, next) -> next);
  }
}
