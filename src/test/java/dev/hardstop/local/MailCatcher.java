package dev.hardstop.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Stands in for SES and SNS, of which {@code watch} asks how sending goes and through which it tells
 * people: the calls it makes of their query APIs (Amazon SES API reference, 2010-12-01; Amazon SNS API
 * reference, 2010-03-31). Mail goes nowhere; the newest can be looked at.
 */
final class MailCatcher implements AutoCloseable {
  /** So many are kept. */
  private static final int MOST = 100;

  private final LoopbackServer server;
  private final List<CaughtMail> mails = new ArrayList<>();

  private MailCatcher() throws IOException {
    server = LoopbackServer.bind(0, this::serve);
  }

  /** A mail as {@code SendEmail} has it. */
  record CaughtMail(String subject, String text, String html) {}

  static MailCatcher start() throws IOException {
    MailCatcher catcher = new MailCatcher();
    catcher.server.start();
    return catcher;
  }

  /** Where the functions find it. */
  String endpoint() {
    return "http://" + server.hostAndPort();
  }

  /** The mails so far, the oldest first. */
  synchronized List<CaughtMail> mails() {
    return List.copyOf(mails);
  }

  synchronized void forget() {
    mails.clear();
  }

  /** Shows the newest mail as a browser sees it; with {@code ?text} its other form. */
  void show(HttpExchange exchange, RequestTarget target) throws IOException {
    List<CaughtMail> all = mails();
    Optional<CaughtMail> newest =
        all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    boolean text = target.parameters().containsKey("text");
    String type = text || newest.isEmpty() ? "text/plain" : "text/html";
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    String body = newest
        .map(mail -> text ? mail.subject() + "\n\n" + mail.text() : mail.html())
        .orElse("No mail yet: POST /watch lets watch look.\n");
    LoopbackServer.answer(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    Map<String, String> parameters = RequestTarget.of("/?" + form).parameters();
    String action = parameters.getOrDefault("Action", "");
    Optional<String> result = result(action, parameters);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    LoopbackServer.answer(
        exchange,
        result.isPresent() ? 200 : 400,
        result
            .map(content -> response(action, content))
            .orElse("<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code>"
                + "<Message>No such action here</Message></Error></ErrorResponse>")
            .getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> result(String action, Map<String, String> parameters) {
    return switch (action) {
      case "GetSendStatistics" -> Optional.of("<SendDataPoints/>");
      case "GetSendQuota" ->
        Optional.of("<Max24HourSend>50000.0</Max24HourSend>"
            + "<MaxSendRate>14.0</MaxSendRate><SentLast24Hours>0.0</SentLast24Hours>");
      case "SendEmail" -> {
        caught(new CaughtMail(
            parameters.getOrDefault("Message.Subject.Data", ""),
            parameters.getOrDefault("Message.Body.Text.Data", ""),
            parameters.getOrDefault("Message.Body.Html.Data", "")));
        yield Optional.of("<MessageId>" + UUID.randomUUID() + "</MessageId>");
      }
      case "Publish" -> Optional.of("<MessageId>" + UUID.randomUUID() + "</MessageId>");
      default -> Optional.empty();
    };
  }

  private synchronized void caught(CaughtMail mail) {
    mails.add(mail);
    if (mails.size() > MOST) {
      mails.remove(0);
    }
  }

  private static String response(String action, String content) {
    return "<" + action + "Response><" + action + "Result>" + content + "</" + action
        + "Result><ResponseMetadata><RequestId>" + UUID.randomUUID()
        + "</RequestId></ResponseMetadata></" + action + "Response>";
  }
}
