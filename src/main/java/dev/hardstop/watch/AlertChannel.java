package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.watchstate.Alert;

/** Sends messages to people. If {@link #send} throws, the message may or may not have been sent. */
interface AlertChannel {
  Alert.Channel channel();

  /** Whether anybody is configured to receive messages. */
  boolean isConfigured();

  void send(AlertMessage message);

  /**
   * A message to people.
   *
   * @param subject one line
   * @param text the plain text
   * @param html the text as HTML
   */
  record AlertMessage(String subject, String text, String html) {
    public AlertMessage {
      requireNonNull(subject, "subject is null");
      requireNonNull(text, "text is null");
      requireNonNull(html, "html is null");
    }

    /** Omits the text and the HTML, which may quote untrusted text. */
    @Override
    public String toString() {
      return "AlertMessage[" + subject + "]";
    }
  }
}
