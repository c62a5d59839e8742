package dev.hardstop.classification;

/**
 * The words of a reply that say what happened, without those that Postfix puts around another
 * server's reply: {@code host mx.example.com[192.0.2.25] said: … (in reply to RCPT TO command)}. The
 * wrapper's host, address and command are nobody's fault. A host that says who answers stays.
 *
 * <p>Source: Postfix's smtp_proto.c, as its bounces show it.
 */
final class Statement {
  private static final String SAID = "[<ip>] said: ";
  private static final String HOST = "host <host";
  private static final String IN_REPLY_TO_RCPT = " (in reply to rcpt to command)";

  private Statement() {}

  /** The statement in a normalised, masked text: the text itself where nothing is wrapped around it. */
  static String of(String normal) {
    return withoutCommand(withoutHost(normal));
  }

  private static String withoutHost(String text) {
    int said = text.indexOf(SAID);
    int host = said < 0 ? -1 : text.lastIndexOf(HOST, said);
    if (host < 0) {
      return text;
    }
    String named = text.substring(host + "host ".length(), said);
    String kept = named.equals(Marker.HOST) ? "" : named + ": ";
    return text.substring(0, host) + kept + text.substring(said + SAID.length());
  }

  /** The end of DATA stays: what is refused there is no longer about the address alone. */
  private static String withoutCommand(String text) {
    int from = text.indexOf(IN_REPLY_TO_RCPT);
    return from < 0
        ? text
        : text.substring(0, from) + text.substring(from + IN_REPLY_TO_RCPT.length());
  }
}
