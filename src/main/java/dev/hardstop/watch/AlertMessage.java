package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

/**
 * What is told to persons.
 *
 * @param subject one line
 * @param text for those who read plain text
 * @param html for the others
 */
record AlertMessage(String subject, String text, String html) {
  AlertMessage {
    requireNonNull(subject, "subject is null");
    requireNonNull(text, "text is null");
    requireNonNull(html, "html is null");
  }

  /** Not the texts: a stranger's words may be in them. */
  @Override
  public String toString() {
    return "Message[" + subject + "]";
  }
}
