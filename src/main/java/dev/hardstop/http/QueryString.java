package dev.hardstop.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a query string, read strictly: a misspelt or repeated parameter is an error and is
 * not ignored. Every fault is a problem 400 that repeats nothing of the query string.
 */
final class QueryString {
  private static final int LONGEST = 2_000;

  private final Map<String, String> parameters = new HashMap<>();

  private QueryString() {}

  /** Reads the query string of a request, which may have only these parameters. */
  static QueryString of(HttpRequest request, List<String> names) {
    QueryString query = new QueryString();
    String raw = request.query();
    if (raw.length() > LONGEST) {
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

  /** The value of a parameter; empty if it is absent or has no value. */
  Optional<String> optionalText(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
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
