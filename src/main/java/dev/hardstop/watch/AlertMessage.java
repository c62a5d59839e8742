package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

/**
 * A message to people.
 *
 * @param subject one line
 * @param text the plain text
 * @param html the same as HTML
 */
record AlertMessage(String subject, String text, String html) {
  AlertMessage {
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
