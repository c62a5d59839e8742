package dev.hardstop.ses;

/**
 * Says in one line why a write failed. An exception of a library may repeat what was written, so
 * every word with an {@code @} in it is left out.
 */
final class FailureText {
  private static final int LONGEST = 500;

  private FailureText() {}

  /** The exception's name, its message without addresses, and the name of what caused it. */
  static String of(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String message =
        failure.getMessage() == null ? "" : ": " + withoutAddresses(failure.getMessage());
    String cause = failure.getCause() == null
        ? ""
        : " (" + failure.getCause().getClass().getSimpleName() + ")";
    return name + message + cause;
  }

  private static String withoutAddresses(String message) {
    StringBuilder text = new StringBuilder();
    for (String word : message.split(" ")) {
      text.append(text.isEmpty() ? "" : " ").append(word.indexOf('@') < 0 ? word : "***");
    }
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST);
  }
}
