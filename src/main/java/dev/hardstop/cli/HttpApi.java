package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * The HTTP API of Hardstop. Requests to a stack are signed with SigV4 (AWS signature version 4 for the service {@code
 * execute-api}); requests to a local system are not signed.
 *
 * <p>Every answer that is not a success becomes a {@link CommandException}, whose message is the {@code detail} of
 * the problem (RFC 9457). A request is repeated up to three times if there are too many requests or the table cannot
 * be reached (429, 502, 503, 504). Several threads may use this class.
 */
public final class HttpApi {
  /** The most addresses that one question to {@code POST /v1/check} may name. */
  public static final int MOST_ADDRESSES = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Integer> TO_BE_REPEATED = Set.of(429, 502, 503, 504);
  private static final int ATTEMPTS = 4;
  private static final int LONGEST_WAIT_SECONDS = 10;
  /** The largest answer that API Gateway passes on is 10 MB. */
  private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

  private final URI address;
  private final Optional<Signature> signature;
  private final SdkHttpClient http;

  /** The credentials and the region with which requests are signed. */
  record Signature(AwsCredentialsProvider credentials, String region) {}

  /**
   * @param address the base URL; its path, if it has one, comes before every route
   * @param signature empty for a local system
   */
  HttpApi(URI address, Optional<Signature> signature, SdkHttpClient http) {
    this.address = requireNonNull(address, "address is null");
    this.signature = requireNonNull(signature, "signature is null");
    this.http = requireNonNull(http, "http is null");
  }

  /** The routes of a local system, which need no signature. */
  public static HttpApi ofLocalSystem(URI address, SdkHttpClient http) {
    return new HttpApi(address, Optional.empty(), http);
  }

  /** One segment of a path, percent-encoded, such as the address in {@code /v1/addresses/…}. */
  public static String segment(String text) {
    return SdkHttpUtils.urlEncode(text);
  }

  /**
   * Sends {@code GET} to a route.
   *
   * @param path such as {@code /v1/suppressions}; its segments are {@linkplain #segment encoded}
   */
  public JsonNode get(String path) {
    return get(path, Map.of());
  }

  /**
   * Sends {@code GET} to a route.
   *
   * @param query the parameters, not encoded
   */
  public JsonNode get(String path, Map<String, String> query) {
    return answer(SdkHttpMethod.GET, path, query, null);
  }

  /** Posts a JSON value to a route. */
  public JsonNode post(String path, JsonNode body) {
    try {
      return answer(SdkHttpMethod.POST, path, Map.of(), JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a tree cannot be written", e);
    }
  }

  /**
   * Asks {@code POST /v1/check}.
   *
   * @param addresses at most {@value #MOST_ADDRESSES}
   * @param stream the stream of the mail; empty for the strictest answer over all streams
   * @return an array with one answer for each address, in the same order
   */
  public JsonNode check(List<String> addresses, Optional<String> stream) {
    ObjectNode question = JSON.createObjectNode();
    ArrayNode asked = question.putArray("addresses");
    addresses.forEach(asked::add);
    stream.ifPresent(name -> question.put("stream", name));
    JsonNode results = post("/v1/check", question).path("results");
    if (results.size() != addresses.size()) {
      throw CommandException.unreachable("the answer is not from Hardstop");
    }
    return results;
  }

  /**
   * Forwards a request once, and returns the answer whatever its status is. No redirect is followed.
   *
   * @param method {@code GET}, {@code HEAD} or {@code POST}
   * @param path such as {@code /v1/health}; its segments are {@linkplain #segment encoded}
   * @param query the parameters, not encoded; the values of each parameter are in order
   * @param body JSON; null if there is no body
   * @throws CommandException if there is no answer, or no credentials to sign the request with
   */
  ApiAnswer forward(String method, String path, Map<String, List<String>> query, byte[] body) {
    return send(request(SdkHttpMethod.fromValue(method), path, query, body), body);
  }

  private JsonNode answer(
      SdkHttpMethod method, String path, Map<String, String> query, byte[] body) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    query.forEach((name, value) -> parameters.put(name, List.of(value)));
    for (int attempt = 1; ; attempt++) {
      ApiAnswer answer = send(request(method, path, parameters, body), body);
      if (answer.status() / 100 == 2) {
        return answer.json();
      }
      if (!TO_BE_REPEATED.contains(answer.status()) || attempt == ATTEMPTS) {
        throw problem(method + " " + path, answer);
      }
      sleep(Math.min(LONGEST_WAIT_SECONDS, answer.retryAfterSeconds().orElse(1 << attempt - 1)));
    }
  }

  private SdkHttpRequest request(
      SdkHttpMethod method, String path, Map<String, List<String>> query, byte[] body) {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder()
        .method(method)
        .uri(address)
        .encodedPath(
            (address.getRawPath() == null ? "" : withoutSlash(address.getRawPath())) + path)
        .putHeader("accept", "application/json");
    query.forEach(request::putRawQueryParameter);
    if (body != null) {
      request.putHeader("content-type", "application/json");
      request.putHeader("content-length", Integer.toString(body.length));
    }
    return request.build();
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private ApiAnswer send(SdkHttpRequest request, byte[] body) {
    ContentStreamProvider content =
        body == null ? null : ContentStreamProvider.fromByteArrayUnsafe(body);
    try {
      SdkHttpRequest signed = signature.map(by -> sign(request, content, by)).orElse(request);
      HttpExecuteRequest.Builder execution = HttpExecuteRequest.builder().request(signed);
      if (content != null) {
        execution.contentStreamProvider(content);
      }
      HttpExecuteResponse response = http.prepareRequest(execution.build()).call();
      byte[] answer = response.responseBody().isPresent()
          ? response.responseBody().get().readNBytes(LONGEST_ANSWER + 1)
          : new byte[0];
      if (answer.length > LONGEST_ANSWER) {
        throw CommandException.unreachable("the answer of " + address + " is too long");
      }
      return new ApiAnswer(
          response.httpResponse().statusCode(),
          response.httpResponse().firstMatchingHeader("content-type").orElse(""),
          response.httpResponse().firstMatchingHeader("retry-after").orElse(""),
          answer);
    } catch (IOException e) {
      throw CommandException.unreachable(unreachable(), e);
    }
  }

  private String unreachable() {
    return address + " does not answer: "
        + (signature.isPresent()
            ? "check the network, --stack and --region"
            : "start the local system (./mvnw -q -DskipTests package exec:java@local), or correct"
                + " --url");
  }

  private static SdkHttpRequest sign(
      SdkHttpRequest request, ContentStreamProvider content, Signature by) {
    try {
      SignedRequest signed = AwsV4HttpSigner.create()
          .sign(sign -> sign.identity(by.credentials().resolveCredentials())
              .request(request)
              .payload(content)
              .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
              .putProperty(AwsV4HttpSigner.REGION_NAME, by.region()));
      return signed.request();
    } catch (SdkException e) {
      throw AwsFailure.of(e);
    }
  }

  /**
   * An answer as it came.
   *
   * @param contentType the header's value, empty if there is none
   * @param retryAfter the header's value, empty if there is none
   */
  record ApiAnswer(int status, String contentType, String retryAfter, byte[] body) {
    /** The body; missing if it is not JSON. */
    JsonNode json() {
      try {
        return JSON.readTree(new ByteArrayInputStream(body));
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }

    Optional<Integer> retryAfterSeconds() {
      boolean isNumber = !retryAfter.isEmpty()
          && retryAfter.length() < 6
          && retryAfter.chars().allMatch(c -> c >= '0' && c <= '9');
      return isNumber ? Optional.of(Integer.valueOf(retryAfter)) : Optional.empty();
    }
  }

  /** Hardstop's own problems have a {@code detail}; API Gateway's answers have a {@code message}. */
  static CommandException problem(String route, ApiAnswer answer) {
    JsonNode json = answer.json();
    String detail = AwsFailure.firstLine(json.path("detail").asText(""));
    String message =
        AwsFailure.firstLine(json.path("message").asText(json.path("Message").asText("")));
    int status = answer.status();
    if (!detail.isEmpty()) {
      boolean isOurs = status == 400 || status == 404 || status == 409 || status == 413;
      return isOurs ? CommandException.usage(detail) : CommandException.unreachable(detail);
    }
    if (message.contains("expired")) {
      return CommandException.unreachable(AwsFailure.RENEW);
    }
    if (status == 403 && message.equals("Forbidden")) {
      return CommandException.unreachable("your AWS identity may not call " + route
          + ": it needs execute-api:Invoke (docs/command-line.md lists the permissions)");
    }
    if (status == 401 || status == 403) {
      return CommandException.unreachable(AwsFailure.WRONG);
    }
    if (status == 404) {
      return CommandException.unreachable(
          "there is no route " + route + ": this Hardstop is older than your command line");
    }
    return CommandException.unreachable(
        route + " answered " + status + (message.isEmpty() ? "" : ": " + message));
  }

  private static void sleep(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unreachable("interrupted", e);
    }
  }
}
