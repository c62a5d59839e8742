package dev.hardstop.cli.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hardstop.cli.S3Uri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Files and objects of S3, and how lines are divided among them. */
class ExportOutputTest {
  @TempDir
  private Path folder;

  private final S3StandIn s3 = new S3StandIn();

  @BeforeEach
  void start() throws IOException {
    s3.start();
  }

  @AfterEach
  void stop() {
    s3.stop();
  }

  @Test
  void aFullFileIsFollowedByTheNextAndEachHasTheHeader() throws IOException {
    Path file = folder.resolve("ses.csv");
    try (ExportOutput out = new ExportOutput.ToFile(file, Optional.of("head"), 3)) {
      out.write(List.of("1", "2"));
      out.write(List.of("3", "4", "5", "6", "7"));
      out.finish();
      assertThat(out.files()).isEqualTo(3);
    }
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("ses.csv", "ses-2.csv", "ses-3.csv");
    assertThat(file).hasContent("head\n1\n2\n3");
    assertThat(folder.resolve("ses-2.csv")).hasContent("head\n4\n5\n6");
    assertThat(folder.resolve("ses-3.csv")).hasContent("head\n7");
  }

  @Test
  void aFileThatIsJustFullIsNotFollowedByAnEmptyOne() throws IOException {
    try (ExportOutput out = new ExportOutput.ToFile(folder.resolve("ses"), Optional.empty(), 2)) {
      out.write(List.of("1", "2"));
      out.finish();
    }
    assertThat(folder.toFile().list()).containsExactly("ses");
  }

  @Test
  void anExportContinuesInTheFileInWhichItWas() throws IOException {
    Path file = folder.resolve("ses.csv");
    var state = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    try (ExportOutput out = new ExportOutput.ToFile(file, Optional.empty(), 2)) {
      out.write(List.of("1", "2", "3"));
      out.checkpoint(state);
      out.write(List.of("lost", "lost too"));
    }
    try (ExportOutput.ToFile out = new ExportOutput.ToFile(file, Optional.empty(), 2)) {
      out.continueAt(out.resumeFile().read().orElseThrow());
      out.write(List.of("4", "5"));
      out.finish();
    }
    assertThat(file).hasContent("1\n2");
    assertThat(folder.resolve("ses-2.csv")).hasContent("3\n4");
    assertThat(folder.resolve("ses-3.csv")).hasContent("5");
    assertThat(folder.toFile().list()).hasSize(3);
  }

  @Test
  void aSmallObjectIsOneRequestAndALargeOneIsUploadedInParts() throws IOException {
    try (S3Client client = s3.client();
        ExportOutput out = new ExportOutput.ToS3(
            client, new S3Uri("bucket", "backups/all.ndjson"), Optional.empty(), Long.MAX_VALUE)) {
      out.write(List.of("one", "two"));
      out.finish();
    }
    assertThat(s3.object("/bucket/backups/all.ndjson")).isEqualTo("one\ntwo\n");

    String line = "x".repeat(999_999);
    List<String> lines = new ArrayList<>();
    try (S3Client client = s3.client();
        ExportOutput out = new ExportOutput.ToS3(
            client, new S3Uri("bucket", "large"), Optional.empty(), Long.MAX_VALUE)) {
      for (int i = 0; i < 20; i++) {
        lines.add(line);
        out.write(List.of(line));
      }
      out.finish();
    }
    assertThat(s3.object("/bucket/large")).isEqualTo(String.join("\n", lines) + "\n");
    assertThat(s3.parts).as("20 MB in parts of 8 MiB").isEqualTo(3);
  }

  @Test
  void anUploadThatIsNotFinishedIsAborted() throws IOException {
    try (S3Client client = s3.client();
        ExportOutput out = new ExportOutput.ToS3(
            client, new S3Uri("bucket", "large"), Optional.empty(), Long.MAX_VALUE)) {
      out.write(List.of("x".repeat(9 << 20)));
    }
    assertThat(s3.objects).isEmpty();
    assertThat(s3.isAborted).isTrue();
  }

  @Test
  @Timeout(120)
  void anUploadIsAbortedWhenTheProcessIsEnded() throws Exception {
    Process export = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            EndlessExport.class.getName(),
            s3.url().toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      s3.firstPart.await();
      export.destroy();
      export.waitFor();
    } finally {
      export.destroyForcibly();
    }
    assertThat(s3.objects).isEmpty();
    assertThat(s3.isAborted).isTrue();
  }

  /** A process that has uploaded a part and does not end by itself. */
  static final class EndlessExport {
    private EndlessExport() {}

    /** @param arguments the address of S3 */
    public static void main(String... arguments) throws Exception {
      try (S3Client client = S3StandIn.client(URI.create(arguments[0]));
          ExportOutput out = new ExportOutput.ToS3(
              client, new S3Uri("bucket", "large"), Optional.empty(), Long.MAX_VALUE)) {
        out.write(List.of("x".repeat(9 << 20)));
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  @Test
  void severalObjectsAreNumbered() throws IOException {
    try (S3Client client = s3.client();
        ExportOutput out = new ExportOutput.ToS3(
            client, new S3Uri("bucket", "a.b/ses.csv"), Optional.empty(), 1)) {
      out.write(List.of("1", "2"));
      out.finish();
    }
    assertThat(s3.objects.keySet())
        .containsExactlyInAnyOrder("/bucket/a.b/ses.csv", "/bucket/a.b/ses-2.csv");
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.csv"), "mine");
    try (ExportOutput out = new ExportOutput.ToFile(file, Optional.empty(), 2)) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> out.write(List.of("1"))))
          .hasMessageContaining("exists already");
    }
    assertThat(file).hasContent("mine");
  }

  /** What these calls of S3 need: objects and uploads in parts, in memory, on the loopback interface. */
  private static final class S3StandIn {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<Integer, byte[]> uploaded = new TreeMap<>();
    private HttpServer server;
    private int parts;
    private volatile boolean isAborted;
    private final CountDownLatch firstPart = new CountDownLatch(1);

    private void start() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    }

    private void stop() {
      server.stop(0);
    }

    private URI url() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private S3Client client() {
      return client(url());
    }

    private static S3Client client(URI url) {
      return S3Client.builder()
          .endpointOverride(url)
          .region(Region.EU_CENTRAL_1)
          .forcePathStyle(true)
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .serviceConfiguration(it -> it.chunkedEncodingEnabled(false))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .httpClientBuilder(ApacheHttpClient.builder())
          .build();
    }

    private String object(String path) {
      return new String(objects.getOrDefault(path, new byte[0]), UTF_8);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String answer = "";
        exchange.getResponseHeaders().set("ETag", "\"tag\"");
        if (exchange.getRequestMethod().equals("DELETE")) {
          isAborted = true;
        } else if (query.contains("partNumber=")) {
          String number = query.substring(query.indexOf("partNumber=") + "partNumber=".length());
          uploaded.put(Integer.parseInt(number.split("&")[0]), body);
          firstPart.countDown();
        } else if (exchange.getRequestMethod().equals("POST") && query.startsWith("uploads")) {
          answer = "<InitiateMultipartUploadResult><UploadId>u1</UploadId>"
              + "</InitiateMultipartUploadResult>";
        } else if (exchange.getRequestMethod().equals("POST")) {
          java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
          for (byte[] part : uploaded.values()) {
            whole.write(part);
          }
          parts = uploaded.size();
          objects.put(path, whole.toByteArray());
          answer = "<CompleteMultipartUploadResult/>";
        } else {
          objects.put(path, body);
        }
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
