package dev.hardstop.classification;

import java.util.ArrayList;
import java.util.List;

/** The placeholders of a masked text. */
final class Placeholder {
  static final String ADDRESS = "<address>";

  /** A host of the recipient, or one whose owner is unknown. */
  static final String HOST = "<host>";

  static final String IP = "<ip>";
  static final String URL = "<url>";
  static final String ID = "<id>";

  /** A host of the sender. */
  static final String SENDER_HOST = "<sender-host>";

  /** An address of the sender. */
  static final String SENDER_ADDRESS = "<sender-address>";
  /** A host that is neither the sender's nor the recipient's. */
  static final String OTHER_HOST = "<other-host>";

  private static final String[] PLAIN = {
    ADDRESS, HOST, OTHER_HOST, IP, URL, ID, SENDER_HOST, SENDER_ADDRESS
  };
  private static final int LONGEST_PLACEHOLDER = 120;

  private Placeholder() {}

  /** The placeholder of a host: with its name if it is a known host, otherwise by its owner. */
  static String ofHost(String host, Correspondents correspondents) {
    String name = KnownHosts.nameOf(host);
    if (!name.isEmpty()) {
      return "<host:" + name + ">";
    }
    if (correspondents.isRecipients(host)) {
      return HOST;
    }
    return correspondents.isSendersOnly(host) ? SENDER_HOST : OTHER_HOST;
  }

  /** The placeholder of an address at this domain. */
  static String ofAddress(String domain, Correspondents correspondents) {
    return correspondents.isSendersOnly(domain) ? SENDER_ADDRESS : ADDRESS;
  }

  /** The text with the placeholders that phrases use: they do not state to whom a host or an address belongs. */
  static String withoutOwners(String text) {
    return TextRange.removed(text, owners(text));
  }

  /**
   * The ranges that state to whom a host or an address belongs, such as {@code sender-} in {@code
   * <sender-host>}.
   */
  static List<TextRange> owners(String text) {
    List<TextRange> owners = List.of();
    for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
      boolean other = text.startsWith(OTHER_HOST, at);
      if (other || text.startsWith(SENDER_HOST, at) || text.startsWith(SENDER_ADDRESS, at)) {
        owners = owners.isEmpty() ? new ArrayList<>() : owners;
        owners.add(new TextRange(at + 1, at + (other ? "<other-" : "<sender-").length()));
      }
    }
    return owners;
  }

  /** The placeholder of a link: with host and parameters if its host is known. */
  static String ofUrl(String url) {
    int host = url.indexOf("//") + 2;
    int path = endOfHost(url, host);
    String name = KnownHosts.nameOf(withoutUserAndPort(url.substring(host, path)));
    if (name.isEmpty()) {
      return URL;
    }
    StringBuilder placeholder = new StringBuilder("<url:").append(name);
    appendParameters(url, path, name, placeholder);
    return placeholder.append('>').toString();
  }

  /**
   * Checks the placeholders of a phrase.
   *
   * @throws IllegalArgumentException when one names an unknown host, which no masked text contains
   */
  static void refuseUnknown(String phrase) {
    for (int at = phrase.indexOf('<'); at >= 0; at = phrase.indexOf('<', at + 1)) {
      boolean named = phrase.startsWith("<host:", at) || phrase.startsWith("<url:", at);
      int end = at + 5;
      while (named && end < phrase.length() && " >*".indexOf(phrase.charAt(end)) < 0) {
        end++;
      }
      String name = named ? phrase.substring(phrase.indexOf(':', at) + 1, end) : "";
      if (named && !KnownHosts.isName(name)) {
        throw new IllegalArgumentException("unknown host: " + name);
      }
    }
  }

  /** The end of the placeholder that starts here, or -1. */
  static int end(String text, int at) {
    for (String plain : PLAIN) {
      if (text.startsWith(plain, at)) {
        return at + plain.length();
      }
    }
    boolean host = text.startsWith("<host:", at);
    if (!host && !text.startsWith("<url:", at)) {
      return -1;
    }
    int close = closing(text, at);
    if (close < 0) {
      return -1;
    }
    String content = text.substring(text.indexOf(':', at) + 1, close);
    boolean listed = host ? KnownHosts.isName(content) : isListedLink(content);
    return listed ? close + 1 : -1;
  }

  /**
   * Whether it is certain that masking this text again changes nothing: it is ASCII without any part of an
   * address, and blanks or brackets surround every placeholder, so that no placeholder affects the words
   * beside it.
   */
  static boolean allStandFree(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c >= 0x80 || c == '@' || c == '%') {
        return false;
      }
      if (c != '<') {
        at++;
        continue;
      }
      int end = end(text, at);
      boolean free = at == 0 || " ([".indexOf(text.charAt(at - 1)) >= 0;
      if (end < 0 || !free || !endsFree(text, end)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  /** A dot or colon after the placeholder must end its word. */
  private static boolean endsFree(String text, int end) {
    if (end == text.length() || " ,;)]".indexOf(text.charAt(end)) >= 0) {
      return true;
    }
    boolean punctuation = ".:".indexOf(text.charAt(end)) >= 0;
    return punctuation && (end + 1 == text.length() || text.charAt(end + 1) == ' ');
  }

  private static int closing(String text, int at) {
    int furthest = Math.min(text.length(), at + LONGEST_PLACEHOLDER);
    int close = at;
    while (close < furthest && text.charAt(close) != '>') {
      close++;
    }
    return close < furthest ? close : -1;
  }

  private static boolean isListedLink(String content) {
    String[] words = content.split(" ", -1);
    boolean listed = KnownHosts.isName(words[0]);
    for (int i = 1; listed && i < words.length; i++) {
      int equals = words[i].indexOf('=');
      listed = equals > 0
          && KnownHosts.namesCause(words[0], words[i].substring(0, equals))
          && KnownHosts.isPlain(words[i].substring(equals + 1));
    }
    return listed;
  }

  private static int endOfHost(String url, int host) {
    int at = host;
    while (at < url.length() && "/?#".indexOf(url.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static String withoutUserAndPort(String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int port = host.indexOf(':');
    return port < 0 ? host : host.substring(0, port);
  }

  private static void appendParameters(
      String url, int path, String name, StringBuilder placeholder) {
    int at = url.indexOf('?', path);
    // The rest of a long query is ignored.
    for (int i = 0; at >= 0 && i < 8; i++) {
      int end = url.indexOf('&', at + 1);
      String parameter = url.substring(at + 1, end < 0 ? url.length() : end);
      int equals = parameter.indexOf('=');
      if (equals > 0
          && KnownHosts.namesCause(name, parameter.substring(0, equals))
          && KnownHosts.isPlain(parameter.substring(equals + 1))
          && placeholder.length() < LONGEST_PLACEHOLDER - 60) {
        placeholder.append(' ').append(parameter);
      }
      at = end;
    }
  }
}
