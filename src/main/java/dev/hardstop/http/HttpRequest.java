package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.smtp.DomainName;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.InvalidAddressException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, over the HTTP API or by a direct invocation.
 *
 * @param method as it was sent; case-sensitive (RFC 9110 section 9.1)
 * @param path decoded, without the stage and the base path of the API
 * @param pathParameter the decoded value of the path's parameter; empty if it has none
 * @param query the raw query string; empty if there is none
 * @param body as it was sent; empty if there is none
 * @param isBase64Encoded whether the body is the Base64 (RFC 4648 section 4) of its UTF-8
 * @param caller the IAM identity that signed the request; empty for an unsigned request and for a
 *     direct invocation, which does not say who the caller is
 * @param id API Gateway's id of the request, or Lambda's id of a direct invocation; at most 64
 *     printable ASCII characters
 */
record HttpRequest(
    String method,
    String path,
    String pathParameter,
    String query,
    String body,
    boolean isBase64Encoded,
    Optional<String> caller,
    String id) {
  private static final int LONGEST_ID = 64;

  /** The fields that identify the caller, in order of preference. An ARN comes first, because people can read it. */
  private static final List<String> IDENTITIES = List.of("userArn", "callerId", "userId");

  private static final List<String> PATH_PARAMETERS = List.of("address", "domain");

  /** Characters that separate or end a path, may begin an escape sequence, or may have been a plus sign. */
  private static final String UNRELIABLE = "/?% ";

  /** The key of a body and of a query string that names a stream. */
  static final String STREAM = "stream";

  private static final String USE_POST = " Ask POST /v1/check, which takes every address.";

  HttpRequest {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(pathParameter, "pathParameter is null");
    requireNonNull(query, "query is null");
    requireNonNull(body, "body is null");
    requireNonNull(caller, "caller is null");
    requireNonNull(id, "id is null");
  }

  /**
   * Reads an event in API Gateway's payload format 2.0 (API Gateway developer guide, "Create AWS
   * Lambda proxy integrations for HTTP APIs").
   *
   * @throws ProblemException 400 for an event in another format
   */
  static HttpRequest payloadV2(JsonNode event) {
    JsonNode context = event.path("requestContext");
    JsonNode method = context.path("http").path("method");
    JsonNode rawPath = event.path("rawPath");
    if (!method.isTextual() || !rawPath.isTextual()) {
      throw ProblemException.badRequest(
          "This function answers an HTTP API with payload format 2.0 only.");
    }
    String path = withoutBasePath(
        withoutStage(rawPath.textValue(), context.path("stage").asText()),
        event.path("routeKey").asText());
    return new HttpRequest(
        method.textValue(),
        path,
        firstText(event.path("pathParameters"), PATH_PARAMETERS)
            .orElseGet(() -> Route.parameterIn(path)),
        text(event.path("rawQueryString")).orElse(""),
        text(event.path("body")).orElse(""),
        event.path("isBase64Encoded").asBoolean(),
        firstText(context.path("authorizer").path("iam"), IDENTITIES),
        printable(text(context.path("requestId")).orElse("")));
  }

  /**
   * Returns the request of a direct invocation, whose event is the body of {@code POST /v1/check}.
   *
   * @param invocationId Lambda's id of the invocation
   */
  static HttpRequest direct(byte[] event, String invocationId) {
    return new HttpRequest(
        Route.CHECK.method(),
        Route.CHECK.template(),
        "",
        "",
        new String(event, StandardCharsets.UTF_8),
        false,
        Optional.empty(),
        invocationId);
  }

  /**
   * The address in the path. API Gateway passes decoded paths. Decoding the address again would change {@code
   * bob%2Btag@example.com} to another address. Characters that do not always arrive as they were written are refused,
   * because an answer about another address is worse than none.
   *
   * @throws ProblemException 400 if there is no address, or if it may differ from the address that was sent
   */
  EmailAddress address() {
    boolean isAsked = query.isEmpty() || query.startsWith(STREAM + "=");
    if (!isAsked || hasUnreliableCharacter()) {
      throw ProblemException.badRequest(
          "A slash, question mark, percent sign or blank cannot be sent reliably in a path."
              + USE_POST);
    }
    try {
      return EmailAddress.of(pathParameter);
    } catch (InvalidAddressException invalid) {
      throw ProblemException.badRequest(
          "The path has no address: " + invalid.getMessage() + "." + USE_POST);
    }
  }

  /**
   * The stream in the query string of a question about one address.
   *
   * @throws ProblemException 400 if the query string has anything else
   */
  Optional<String> stream() {
    return QueryString.of(this, List.of(STREAM)).optionalText(STREAM);
  }

  /**
   * The domain in the path, in A-labels.
   *
   * @throws ProblemException 400 if there is no domain, or if it may differ from the domain that was sent
   */
  String domain() {
    if (hasUnreliableCharacter()) {
      throw notADomain("it has a character that no domain can have");
    }
    return domain(pathParameter);
  }

  /**
   * Converts a domain in Unicode or A-labels and in any case to A-labels.
   *
   * @return in A-labels
   * @throws ProblemException 400 if the text is not a domain
   */
  static String domain(String text) {
    try {
      return DomainName.canonical(text);
    } catch (InvalidAddressException invalid) {
      throw notADomain(invalid.getMessage());
    }
  }

  private static ProblemException notADomain(String why) {
    return ProblemException.badRequest(
        "The domain must be a name such as contoso.com: " + why + ".");
  }

  private boolean hasUnreliableCharacter() {
    return pathParameter
        .chars()
        .anyMatch(c ->
            UNRELIABLE.indexOf(c) >= 0 || Character.isISOControl(c) || Character.isWhitespace(c));
  }

  /** Removes the stage, with which the path begins unless it is the default stage. */
  private static String withoutStage(String rawPath, String stage) {
    String prefix = '/' + stage;
    boolean hasStage = !stage.isEmpty() && rawPath.startsWith(prefix + '/');
    return hasStage ? rawPath.substring(prefix.length()) : rawPath;
  }

  /**
   * Removes the base path of a custom domain name, which precedes the path of the matched route (API Gateway
   * developer guide, "API mappings for HTTP APIs"). The route {@code $default} has no path, and a request that only
   * this route matches has no path of this API.
   */
  private static String withoutBasePath(String path, String routeKey) {
    int begin = routeKey.indexOf('/');
    int parameter = routeKey.indexOf('{');
    if (begin < 0) {
      return path;
    }
    String fixed = routeKey.substring(begin, parameter < 0 ? routeKey.length() : parameter);
    int basePathLength = path.startsWith(fixed) ? 0 : path.indexOf(fixed);
    return path.substring(Math.max(0, basePathLength));
  }

  private static Optional<String> firstText(JsonNode object, List<String> names) {
    return names.stream()
        .flatMap(name -> text(object.path(name)).stream())
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  /** Returns the printable ASCII characters of an id, which answers and log lines repeat. */
  private static String printable(String id) {
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < id.length() && printable.length() < LONGEST_ID; i++) {
      char c = id.charAt(i);
      if (c > ' ' && c < 0x7f) {
        printable.append(c);
      }
    }
    return printable.toString();
  }

  /** Contains only the id, because all other fields may contain addresses. */
  @Override
  public String toString() {
    return "HttpRequest[" + id + "]";
  }

  /**
   * The parameters of a query string, read strictly: a misspelt or repeated parameter is an error and is not ignored.
   * Every error is a problem 400 that repeats no part of the query string.
   */
  static final class QueryString {
    private static final int LONGEST_QUERY = 2_000;

    private final Map<String, String> parameters = new HashMap<>();

    private QueryString() {}

    /** Reads the query string of a request, which may have only these parameters. */
    static QueryString of(HttpRequest request, List<String> names) {
      QueryString query = new QueryString();
      String raw = request.query();
      if (raw.length() > LONGEST_QUERY) {
        throw ProblemException.badRequest("The query string is too long.");
      }
      for (String part : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
        query.add(part, names);
      }
      return query;
    }

    private void add(String part, List<String> names) {
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      if (!names.contains(name)) {
        throw ProblemException.badRequest(
            "The query string has a parameter that is none of " + String.join(", ", names) + ".");
      }
      if (parameters.put(name, value) != null) {
        throw ProblemException.badRequest("The query string has " + name + " twice.");
      }
    }

    /** The value of a required parameter. */
    String text(String name) {
      return optionalText(name)
          .orElseThrow(() ->
              ProblemException.badRequest("The query string needs the parameter " + name + "."));
    }

    /** The value of a parameter, which may be an empty text; empty if it is absent. */
    Optional<String> optionalText(String name) {
      return Optional.ofNullable(parameters.get(name));
    }

    /**
     * The cursor of a page; empty for the first page, whose parameter is absent or an empty text.
     */
    Optional<String> cursor(String name) {
      return optionalText(name).filter(cursor -> !cursor.isEmpty());
    }

    /** The value of a parameter that is true or false; false if it is absent. */
    boolean flag(String name) {
      String value = parameters.getOrDefault(name, "false");
      if (!value.equals("true") && !value.equals("false")) {
        throw ProblemException.badRequest(name + " must be true or false.");
      }
      return value.equals("true");
    }

    private static String decoded(String text) {
      try {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException malformed) {
        throw ProblemException.badRequest(
            "The query string has a percent sign that encodes nothing.");
      }
    }
  }
}
