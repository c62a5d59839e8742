package dev.hardstop.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which resource a request asks for.
 *
 * @param path decoded once, as an HTTP API hands it on
 * @param query as it came
 */
record RequestTarget(String path, String query) {

  /** Parses the target of a request line. */
  static RequestTarget of(String written) {
    int mark = written.indexOf('?');
    return mark < 0
        ? new RequestTarget(decoded(written), "")
        : new RequestTarget(decoded(written.substring(0, mark)), written.substring(mark + 1));
  }

  /** The parameters of the query; the values of one that comes more than once joined by commas. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : query.split("&")) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        parameters.merge(inQuery(name), inQuery(value), (first, next) -> first + "," + next);
      }
    }
    return parameters;
  }

  /** In a query, and only there, a plus sign is a blank. */
  private static String inQuery(String text) {
    return decoded(text.replace('+', ' '));
  }

  /** The server has refused a target whose escapes are none. */
  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '%') {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 3;
      } else {
        int end = text.offsetByCodePoints(i, 1);
        bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
