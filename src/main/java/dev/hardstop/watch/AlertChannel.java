package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.watchstate.Alert;

/** Sends messages to people. When {@link #send} throws, the message may have been sent or not. */
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
   * @param html the same as HTML
   */
  record AlertMessage(String subject, String text, String html) {
    public AlertMessage {
      requireNonNull(subject, "subject is null");
      requireNonNull(text, "text is null");
      requireNonNull(html, "html is null");
    }

    /** Omits the texts, which may contain untrusted text. */
    @Override
    public String toString() {
      return "AlertMessage[" + subject + "]";
    }
  }
}
