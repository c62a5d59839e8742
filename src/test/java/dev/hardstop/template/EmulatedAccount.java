package dev.hardstop.template;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.local.FunctionDefinition;
import dev.hardstop.local.TestPackage;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * An AWS account emulated by moto, a Python program, in which AWS's own transform and moto's
 * CloudFormation have made the stack of template.yaml: src/test/resources/emulatedaccount/account.py.
 */
final class EmulatedAccount implements AutoCloseable {
  private static final String NEEDED = "import boto3, moto.server, samtranslator";
  private static final Path PROGRAM = Path.of("src/test/resources/emulatedaccount/account.py");
  private static final Path ERRORS = Path.of("target", "emulated-account.txt");

  private final Process process;
  private final JsonNode deployed;

  private EmulatedAccount(Process process, JsonNode deployed) {
    this.process = process;
    this.deployed = deployed;
  }

  /** Starts the program, which deploys the stack. Skips the test if Python or one of its packages is missing. */
  static EmulatedAccount start() throws IOException, InterruptedException {
    assumeTrue(
        isInstalled(),
        "the emulated account needs python3 with boto3, moto[server] and aws-sam-translator");
    Process process = new ProcessBuilder(
            "python3", PROGRAM.toString(), TestPackage.TEMPLATE.toString())
        .redirectError(ERRORS.toFile())
        .start();
    // Not closed: the program must keep running. It stops when its standard input ends, that is,
    // with this JVM.
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null) {
      throw new IOException("there is no stack: " + Files.readString(ERRORS));
    }
    return new EmulatedAccount(process, new JsonMapper().readTree(line));
  }

  /**
   * A value of the services' state after the deployment; {@code account.py} documents the keys.
   *
   * @param pointer a JSON pointer (RFC 6901)
   * @throws IllegalArgumentException if there is no such value
   */
  JsonNode deployed(String pointer) {
    JsonNode found = deployed.at(pointer);
    if (found.isMissingNode()) {
      throw new IllegalArgumentException("nothing at " + pointer);
    }
    return found;
  }

  String text(String pointer) {
    return deployed(pointer).asText();
  }

  URI endpoint() {
    return URI.create(text("/endpoint"));
  }

  /** The deployed function of a handler, with the variables that it was deployed with. */
  FunctionDefinition function(String handler) {
    JsonNode function = deployed("/functions/" + handler);
    Map<String, String> variables = new HashMap<>();
    function
        .path("variables")
        .properties()
        .forEach(
            variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    return new FunctionDefinition(
        handler,
        Duration.ofSeconds(function.path("timeout").asInt()),
        function.path("memory").asInt(),
        variables);
  }

  /** A client of one of its services. */
  <C> C client(AwsClientBuilder<?, C> builder) {
    builder.endpointOverride(endpoint());
    builder.region(Region.of(LocalDynamoDb.REGION));
    builder.credentialsProvider(
        StaticCredentialsProvider.create(AwsBasicCredentials.create("emulated", "emulated")));
    return builder.build();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", NEEDED)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noPython) {
      return false;
    }
  }
}
