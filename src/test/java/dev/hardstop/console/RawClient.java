package dev.hardstop.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests as an attacker may write them: byte by byte, with any target and any headers. */
public final class RawClient {
  private static final int PATIENCE_MILLIS = 30_000;

  private final String hostAndPort;

  public RawClient(String hostAndPort) {
    this.hostAndPort = hostAndPort;
  }

  /**
   * An answer.
   *
   * @param status 0 if the server closed the connection instead
   * @param headers in lower case; the values of one that comes more than once joined by line feeds
   */
  public record Answer(int status, Map<String, String> headers, String body) {
    /** The value of a header; empty if there is none. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  public Answer get(String target) throws IOException {
    return request("GET", target, "", "");
  }

  /** A request with the right {@code Host}. */
  public Answer request(String method, String target, String headers, String body)
      throws IOException {
    return send(method + " " + target + " HTTP/1.1\r\nHost: " + hostAndPort + "\r\n" + headers
        + (body.isEmpty() ? "" : "Content-Length: " + body.getBytes(UTF_8).length + "\r\n")
        + "Connection: close\r\n\r\n" + body);
  }

  /** The token of the page. */
  public String token() throws IOException {
    String page = get("/").body();
    String before = "name=\"hardstop-token\" content=\"";
    int from = page.indexOf(before) + before.length();
    return page.substring(from, page.indexOf('"', from));
  }

  /** A request as it is written; the server closes the connection after its answer. */
  public Answer send(String request) throws IOException {
    int colon = hostAndPort.indexOf(':');
    try (Socket socket = new Socket(
        InetAddress.getByName(hostAndPort.substring(0, colon)),
        Integer.parseInt(hostAndPort.substring(colon + 1)))) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      byte[] answer = socket.getInputStream().readAllBytes();
      return parse(answer);
    }
  }

  private static Answer parse(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, Map.of(), text);
    }
    List<String> head = text.substring(0, end).lines().toList();
    Map<String, String> headers = new HashMap<>();
    for (String line : head.subList(1, head.size())) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (first, next) -> first + "\n" + next);
    }
    return new Answer(
        Integer.parseInt(head.get(0).split(" ")[1]),
        headers,
        new String(text.substring(end + 4).getBytes(ISO_8859_1), UTF_8));
  }
}
