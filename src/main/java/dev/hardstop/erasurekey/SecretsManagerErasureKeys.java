package dev.hardstop.erasurekey;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.suppression.ErasureKeys;
import dev.hardstop.suppression.TableUnavailableException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * The erasure keys in a secret of AWS Secrets Manager, which has one key a line, the newest first. The
 * keys are read when they are first needed, and again if a needed key is not among them, because the
 * secret may have changed. This class makes the only call (AWS Secrets Manager API reference,
 * GetSecretValue) itself, because the SDK's client of the service would add much code to the binary.
 */
@Singleton
public final class SecretsManagerErasureKeys implements ErasureKeys {
  /**
   * The shortest key, in characters. A shorter key could be guessed, and would reveal who was erased.
   */
  static final int SHORTEST_KEY = 32;

  private static final int MOST_KEYS = 5;
  private static final int LARGEST_ANSWER = 1 << 17;
  private static final Duration TIMEOUT = Duration.ofMillis(800);
  private static final String UNAVAILABLE = "the erasure key cannot be read: ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<String> secret;
  private final Optional<URI> endpoint;
  private final Optional<AwsCredentialsProvider> credentials;
  private List<ErasureKey> known = List.of();

  /**
   * @param secret the complete ARN of the secret
   * @param endpoint the endpoint of Secrets Manager, if it is not the one of the ARN's region: the
   *     SDK's variable AWS_ENDPOINT_URL_SECRETS_MANAGER
   */
  @Inject
  SecretsManagerErasureKeys(
      @ConfigProperty(name = "hardstop.erasure.key") Optional<String> secret,
      @ConfigProperty(name = "aws.endpoint.url.secrets.manager") Optional<String> endpoint) {
    this(secret, endpoint.map(URI::create), Optional.empty());
  }

  SecretsManagerErasureKeys(
      Optional<String> secret,
      Optional<URI> endpoint,
      Optional<AwsCredentialsProvider> credentials) {
    this.secret = requireNonNull(secret, "secret is null").filter(arn -> !arn.isEmpty());
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
    this.credentials = requireNonNull(credentials, "credentials is null");
  }

  @Override
  public boolean areConfigured() {
    return secret.isPresent();
  }

  @Override
  public synchronized List<ErasureKey> read(Set<String> ids) {
    if (secret.isEmpty()) {
      return NONE.read(ids);
    }
    if (known.isEmpty() || !has(ids)) {
      known = read(secret.get());
    }
    if (!has(ids)) {
      throw new TableUnavailableException(
          UNAVAILABLE + "a key under which suppressions are kept is no longer in the secret");
    }
    return known;
  }

  private boolean has(Set<String> ids) {
    return known.stream().map(ErasureKey::id).collect(Collectors.toSet()).containsAll(ids);
  }

  private List<ErasureKey> read(String arn) {
    byte[] body = JsonNodeFactory.instance
        .objectNode()
        .put("SecretId", arn)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
    try (SdkHttpClient http = ApacheHttpClient.builder()
        .connectionTimeout(TIMEOUT)
        .socketTimeout(TIMEOUT)
        .build()) {
      ContentStreamProvider content = ContentStreamProvider.fromByteArray(body);
      SignedRequest signed = sign(request(arn, body.length), content, arn.split(":")[3]);
      HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
              .request(signed.request())
              .contentStreamProvider(content)
              .build())
          .call();
      int status = response.httpResponse().statusCode();
      if (status != 200 || response.responseBody().isEmpty()) {
        throw new TableUnavailableException(
            UNAVAILABLE + "Secrets Manager returned status " + status);
      }
      try (InputStream answer = response.responseBody().get()) {
        return keys(JSON.readTree(answer.readNBytes(LARGEST_ANSWER)));
      }
    } catch (IOException | SdkException unreachable) {
      // The cause is left out, because its message may repeat the response.
      throw new TableUnavailableException(UNAVAILABLE + unreachable.getClass().getSimpleName());
    }
  }

  private SdkHttpRequest request(String arn, int length) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .uri(endpoint.orElseGet(() -> endpointOf(arn)))
        .encodedPath("/")
        .putHeader("content-type", "application/x-amz-json-1.1")
        .putHeader("content-length", Integer.toString(length))
        .putHeader("x-amz-target", "secretsmanager.GetSecretValue")
        .build();
  }

  /** Returns the endpoint of a region (AWS General Reference, "AWS Secrets Manager endpoints"). */
  private static URI endpointOf(String arn) {
    String[] parts = arn.split(":");
    String suffix = parts[1].equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return URI.create("https://secretsmanager." + parts[3] + suffix);
  }

  private SignedRequest sign(SdkHttpRequest request, ContentStreamProvider content, String region) {
    AwsCredentialsProvider provider =
        credentials.orElseGet(() -> DefaultCredentialsProvider.builder().build());
    return AwsV4HttpSigner.create()
        .sign(sign -> sign.identity(provider.resolveCredentials())
            .request(request)
            .payload(content)
            .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "secretsmanager")
            .putProperty(AwsV4HttpSigner.REGION_NAME, region));
  }

  private static List<ErasureKey> keys(JsonNode answer) {
    List<ErasureKey> keys = answer
        .path("SecretString")
        .asText("")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(ErasureKey::of)
        .toList();
    if (keys.isEmpty()
        || keys.size() > MOST_KEYS
        || keys.stream().anyMatch(key -> key.secret().length() < SHORTEST_KEY)) {
      throw new TableUnavailableException(UNAVAILABLE + "the secret must have one key a line, 1 to "
          + MOST_KEYS + " keys of at least " + SHORTEST_KEY + " characters");
    }
    return keys;
  }
}
