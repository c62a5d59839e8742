package dev.hardstop.classification;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The part of a reply that says what happened: without advice, and without the words that Postfix puts around
 * the reply of another server ({@code host mx.example.com[192.0.2.25] said: … (in reply to RCPT TO
 * command)}). Host, address and command of this wrapper are not the cause. A known host is kept.
 *
 * <p>Source: bounces of Postfix (smtp_proto.c).
 */
final class Statement {
  private static final String SAID = "[<ip>] said:";
  private static final String HOST = "host <host";
  private static final String IN_REPLY_TO_RCPT = " (in reply to rcpt to command)";

  /** Beginnings of sentences that give advice. */
  private static final String[] ADVICE = {
    "please",
    "pls",
    "see ",
    "visit",
    "for more",
    "for further",
    "for help",
    "for details",
    "more info",
    "learn more",
    "refer to",
    "contact ",
    "to resolve",
    "to fix",
    "to request",
    "make sure",
    "ensure ",
    "check ",
    "if you",
    "if your",
    "if the",
    "if this",
    "go to",
    "ask ",
    "you should",
    "you may",
    "you can",
    "click",
    "if a ",
    "if an ",
    "in case ",
    "when a ",
    "when an ",
    "when the ",
    "help:",
    "help on ",
    "help topic",
    "help page",
    "help article",
    "faq",
    "article",
    "read ",
    "how to ",
    "what ",
    "why ",
    "troubleshooting",
    "common causes",
    "possible causes",
    "possible reasons"
  };

  /** Words after a link that continue its sentence. */
  private static final Set<String> CONTINUATIONS = Set.of(
      "about", "and", "as", "at", "before", "by", "for", "how", "if", "in", "on", "or", "to",
      "under", "what", "when", "where", "which", "why", "with");

  /** If fewer characters precede the advice, the reply consists of advice only. */
  private static final int SHORTEST = 8;

  private Statement() {}

  /** The normalised, masked text without the wrapper of Postfix. */
  static String of(String normal) {
    String answer = TextRange.removed(normal, hostThatSaid(normal));
    return TextRange.removed(answer, commandOf(answer));
  }

  /**
   * The ranges of Postfix's words about the host that replied. A known host is kept, with the colon after it.
   */
  static List<TextRange> hostThatSaid(String normal) {
    int said = normal.indexOf(SAID);
    int host = said < 0 ? -1 : normal.lastIndexOf(HOST, said);
    if (host < 0) {
      return List.of();
    }
    int name = host + "host ".length();
    int end = said + SAID.length();
    return normal.substring(name, said).equals(Placeholder.HOST)
        ? List.of(new TextRange(host, end))
        : List.of(new TextRange(host, name), new TextRange(said, end - 1));
  }

  /**
   * The range of Postfix's words about RCPT TO. Words about DATA are kept, because a refusal after DATA need
   * not be about the address.
   */
  static List<TextRange> commandOf(String answer) {
    int from = answer.indexOf(IN_REPLY_TO_RCPT);
    return from < 0 ? List.of() : List.of(new TextRange(from, from + IN_REPLY_TO_RCPT.length()));
  }

  /** The start of the advice in a statement, or -1. A problem that only the advice names did not happen. */
  static int startOfAdvice(String statement) {
    return startOfAdvice(statement, SHORTEST);
  }

  private static int startOfAdvice(String statement, int from) {
    for (int blank = statement.indexOf(' ', from);
        blank >= 0;
        blank = statement.indexOf(' ', blank + 1)) {
      boolean sentence = ".!?;,)-".indexOf(statement.charAt(blank - 1)) >= 0;
      boolean advice = statement.startsWith("please ", blank + 1)
          || (sentence && startsAdvice(statement, blank + 1));
      if (advice && !isAskedAgain(statement, blank + 1)) {
        return blank;
      }
    }
    return -1;
  }

  /** A statement without the advice at its end. */
  static String withoutAdvice(String statement) {
    int advice = startOfAdvice(statement);
    return advice < 0 ? statement : statement.substring(0, advice);
  }

  /** A statement without the sentences that give advice. */
  static String withoutSentencesOfAdvice(String statement) {
    return TextRange.removed(statement, sentencesOfAdvice(statement));
  }

  /** The sentences of a statement that give advice. */
  static List<TextRange> sentencesOfAdvice(String statement) {
    List<TextRange> sentences = new ArrayList<>();
    int advice = startOfAdvice(statement);
    while (advice >= 0) {
      int end = endOfSentence(statement, advice + 1);
      sentences.add(new TextRange(advice, end));
      advice = startOfAdvice(statement, end);
    }
    return sentences;
  }

  /** The blank after the sentence that starts here, or the end. A sentence in brackets ends with them. */
  private static int endOfSentence(String statement, int from) {
    boolean inBrackets = statement.charAt(from) == '(';
    int at = from + 1;
    while (at < statement.length()
        && !(statement.charAt(at) == ' '
            && (endsSentence(statement, at - 1, inBrackets) || endsWithLink(statement, at)))) {
      at++;
    }
    return at;
  }

  /**
   * Whether a sentence ends here: with a full stop or a similar mark, and any brackets and quotation marks
   * after it.
   */
  private static boolean endsSentence(String statement, int last, boolean inBrackets) {
    if (inBrackets && statement.charAt(last) == ')') {
      return true;
    }
    int mark = last;
    while (mark > 0 && ")]'\"".indexOf(statement.charAt(mark)) >= 0) {
      mark--;
    }
    return ".!?;".indexOf(statement.charAt(mark)) >= 0;
  }

  /** A link often ends a line of a reply without a full stop. */
  private static boolean endsWithLink(String statement, int blank) {
    if (statement.charAt(blank - 1) != '>') {
      return false;
    }
    int link = statement.lastIndexOf('<', blank);
    int end = statement.indexOf(' ', blank + 1);
    String next = statement.substring(blank + 1, end < 0 ? statement.length() : end);
    return statement.startsWith("<url", link)
        && !next.isEmpty()
        && Character.isLetter(next.charAt(0))
        && !CONTINUATIONS.contains(next);
  }

  /** "Please try again later" is not advice but what happened: the receiver deferred the message. */
  private static boolean isAskedAgain(String statement, int from) {
    return statement.startsWith("please try", from) || statement.startsWith("please retry", from);
  }

  private static boolean startsAdvice(String statement, int from) {
    int word =
        from < statement.length() && "(['\"".indexOf(statement.charAt(from)) >= 0 ? from + 1 : from;
    for (String start : ADVICE) {
      if (statement.startsWith(start, word)) {
        return true;
      }
    }
    return false;
  }
}
