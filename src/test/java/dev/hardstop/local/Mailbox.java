package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.console.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The mails that {@code watch} sent through the stand-in for SES; they go nowhere. */
record Mailbox(AwsStub aws) {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none';"
          + " base-uri 'none'; frame-ancestors 'none'";

  Mailbox {
    requireNonNull(aws, "aws is null");
  }

  /** A mail as {@code SendEmail} has it. */
  record Mail(String subject, String text, String html) {}

  /** All of them, the oldest first. */
  List<Mail> mails() {
    return aws.calls("ses:SendEmail").stream()
        .map(call -> new Mail(
            call.parameters().get("Message.Subject.Data"),
            call.parameters().get("Message.Body.Text.Data"),
            call.parameters().get("Message.Body.Html.Data")))
        .toList();
  }

  /** Shows the newest as a browser sees it; with {@code ?text} its other form. */
  void show(HttpExchange exchange, RequestTarget target) throws IOException {
    List<Mail> all = mails();
    boolean text = target.parameters().containsKey("text") || all.isEmpty();
    String body = "No mail yet: POST /watch lets watch look.\n";
    if (!all.isEmpty()) {
      Mail newest = all.get(all.size() - 1);
      body = text ? newest.subject() + "\n\n" + newest.text() : newest.html();
    }
    exchange
        .getResponseHeaders()
        .set("Content-Type", (text ? "text/plain" : "text/html") + "; charset=utf-8");
    // A mail has its styles in itself. Otherwise it may do even less than the console's page.
    exchange.getResponseHeaders().set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    LoopbackServer.answer(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
  }
}
