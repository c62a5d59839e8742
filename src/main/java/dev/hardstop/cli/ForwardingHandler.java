package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.cli.HttpApi.ApiAnswer;
import dev.hardstop.console.LoopbackServer;
import dev.hardstop.smtp.PrintableText;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Set;

/**
 * Passes requests of the console on to the HTTP API: method, path, parameters and body, but none of the browser's
 * headers. The status and the JSON of an answer are returned unchanged. If Hardstop did not answer, the browser gets
 * a problem (RFC 9457) that says what to do.
 */
final class ForwardingHandler {
  private static final String ROUTES = "/v1/";
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  /** In bytes: the largest body that a route accepts. */
  private static final int LONGEST_BODY = 1024 * 1024;

  /** The characters that a path may contain in addition to letters and digits (RFC 3986 section 3.3). */
  private static final String PUNCTUATION = "-._~!$&'()*+,;=:@%/";

  private final HttpApi api;

  ForwardingHandler(HttpApi api) {
    this.api = requireNonNull(api, "api is null");
  }

  /** Answers a request that is not for the page. */
  void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath();
    if (!path.startsWith(ROUTES)) {
      LoopbackServer.problem(exchange, 404, "Not found", "The console has no such page.");
    } else if (!METHODS.contains(method)) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
      LoopbackServer.problem(
          exchange, 405, "Method not allowed", "Only GET, HEAD and POST are allowed.");
    } else if (!isPlain(path)) {
      LoopbackServer.problem(exchange, 400, "Bad request", "The path cannot be passed on.");
    } else {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
      if (body.length > LONGEST_BODY) {
        LoopbackServer.problem(exchange, 413, "Content too large", "The body is larger than 1 MB.");
      } else {
        forward(exchange, method, path, method.equals("POST") ? body : null);
      }
    }
  }

  private void forward(HttpExchange exchange, String method, String path, byte[] body)
      throws IOException {
    ApiAnswer answer;
    try {
      answer = api.forward(method, path, LoopbackServer.parameters(exchange), body);
    } catch (CommandException failed) {
      LoopbackServer.problem(exchange, 502, "The request was not sent", failed.getMessage());
      return;
    }
    boolean isHead = method.equals("HEAD");
    boolean isOfHardstop = answer.status() / 100 == 2 || answer.json().has("detail");
    if (isHead || (isOfHardstop && isJson(answer))) {
      send(exchange, answer);
    } else {
      explain(exchange, method + " " + path, answer);
    }
  }

  private static void send(HttpExchange exchange, ApiAnswer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", jsonType(answer));
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", PrintableText.of(answer.retryAfter()));
    }
    LoopbackServer.answer(exchange, answer.status(), answer.body());
  }

  /** Explains an answer of API Gateway itself, or of a server that is not Hardstop. */
  private static void explain(HttpExchange exchange, String route, ApiAnswer answer)
      throws IOException {
    String explanation = HttpApi.problem(route, answer).getMessage();
    boolean isAboutCredentials =
        explanation.equals(AwsFailure.RENEW) || explanation.equals(AwsFailure.WRONG);
    if (isAboutCredentials) {
      LoopbackServer.problem(exchange, 502, "AWS does not accept your credentials", explanation);
    } else if (answer.status() == 403 && isJson(answer)) {
      // Sent unchanged: the page itself names the permission that the route needs.
      send(exchange, answer);
    } else if (answer.status() >= 400 && isJson(answer)) {
      LoopbackServer.problem(exchange, answer.status(), "API Gateway refused", explanation);
    } else {
      LoopbackServer.problem(exchange, 502, "The answer is not from Hardstop", explanation);
    }
  }

  private static boolean isJson(ApiAnswer answer) {
    return !answer.json().isMissingNode();
  }

  private static String jsonType(ApiAnswer answer) {
    return answer.contentType().startsWith("application/problem+json")
        ? "application/problem+json"
        : "application/json";
  }

  /**
   * Whether every server reads a path in the same way: it has no dot segment and no empty segment, in any encoding.
   */
  private static boolean isPlain(String path) {
    if (!path.chars().allMatch(c -> isAsciiLetterOrDigit(c) || PUNCTUATION.indexOf(c) >= 0)) {
      return false;
    }
    return Arrays.stream(path.substring(1).split("/", -1))
        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), UTF_8))
        .allMatch(ForwardingHandler::isPlainSegment);
  }

  private static boolean isPlainSegment(String decoded) {
    return !decoded.isEmpty()
        && decoded.chars().noneMatch(Character::isISOControl)
        && Arrays.stream(decoded.replace('\\', '/').split("/", -1))
            .noneMatch(part -> part.equals(".") || part.equals(".."));
  }

  private static boolean isAsciiLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
