package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hardstop.local.WireServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * As much of S3 as an import uses, over HTTP on the loopback interface: ListObjectsV2 in pages of {@value
 * #PAGE} and GetObject (Amazon S3 API reference).
 */
final class ObjectStore implements AutoCloseable {
  private static final int PAGE = 2;
  private static final String BUCKET = "feedback-archive";

  private final SortedMap<String, byte[]> objects = new TreeMap<>();
  private final WireServer server;
  private final S3Client client;

  ObjectStore() throws IOException {
    server = WireServer.start(this::answer);
    client = S3Client.builder()
        .endpointOverride(URI.create("http://" + server.hostAndPort()))
        .forcePathStyle(true)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  S3Client client() {
    return client;
  }

  void put(String key, byte[] content) {
    objects.put(key, content);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  private WireServer.Answer answer(WireServer.Request request) {
    String[] target = request.path().split("\\?", 2);
    if (!request.method().equals("GET") || !target[0].startsWith("/" + BUCKET)) {
      return xml(404, "<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>");
    }
    String key = decoded(target[0].substring(BUCKET.length() + 1)).replaceFirst("^/", "");
    if (key.isEmpty()) {
      return xml(200, list(target[1]));
    }
    byte[] content = objects.get(key);
    return content == null
        ? xml(404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>")
        : new WireServer.Answer(200, Map.of("ETag", "\"0\""), content);
  }

  private String list(String query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String parameter : query.split("&")) {
      String[] parts = parameter.split("=", 2);
      parameters.put(parts[0], parts.length > 1 ? decoded(parts[1]) : "");
    }
    String prefix = parameters.getOrDefault("prefix", "");
    String after = parameters.getOrDefault("continuation-token", "");
    StringBuilder contents = new StringBuilder();
    int listed = 0;
    String next = "";
    String last = "";
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      if (!object.getKey().startsWith(prefix) || object.getKey().compareTo(after) <= 0) {
        continue;
      }
      if (listed == PAGE) {
        next = last;
        break;
      }
      contents.append("<Contents><Key>%s</Key><Size>%d</Size></Contents>"
          .formatted(object.getKey(), object.getValue().length));
      last = object.getKey();
      listed++;
    }
    return "<ListBucketResult><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
        .formatted(
            !next.isEmpty(),
            next.isEmpty() ? "" : "<NextContinuationToken>" + next + "</NextContinuationToken>",
            contents);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static WireServer.Answer xml(int status, String body) {
    return new WireServer.Answer(
        status, Map.of("Content-Type", "application/xml"), body.getBytes(UTF_8));
  }
}
