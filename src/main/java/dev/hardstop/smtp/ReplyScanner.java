package dev.hardstop.smtp;

import java.util.Optional;

/** Finds the replies in a text: one pass over its numeric tokens, each looked at once. */
final class ReplyScanner {
  /** A status further behind a reply code than this starts what a relay quotes. */
  private static final int LONGEST_REPLY = 300;

  private final String text;
  private final int start;
  private final int end;

  private SmtpReply outer = SmtpReply.NONE;
  private SmtpReply inner = SmtpReply.NONE;
  private boolean nested;

  /** Where the last reply starts that was taken. */
  private int lastStart;

  private int endOfLoneStatus = -1;

  ReplyScanner(String text, int start, int end) {
    this.text = text;
    this.start = start;
    this.end = end;
  }

  SmtpReply outer() {
    return outer;
  }

  Optional<SmtpReply> inner() {
    return nested ? Optional.of(inner) : Optional.empty();
  }

  /** Where the innermost reply starts; the only one where none is quoted in it. */
  int lastStart() {
    return lastStart;
  }

  void scan() {
    int at = start;
    while (at < end) {
      at = NumericToken.isDigit(text.charAt(at)) ? afterToken(at) : at + 1;
    }
  }

  /** Takes what the numeric token says, if it is a code; answers where to go on. */
  private int afterToken(int at) {
    NumericToken token = NumericToken.at(text, at, end);
    if (!token.standsFree(text, start)) {
      return token.end();
    }
    if (token.code().isPresent()) {
      return afterReplyCode(token);
    }
    if (token.status().isPresent() && !isVersion(token)) {
      foundStatus(token);
    }
    return token.end();
  }

  /** Inside a sentence, three numbers of which the first is 2 report no success: {@code Gate 2.4.1}. */
  private boolean isVersion(NumericToken token) {
    boolean success = token.status().filter(status -> status.severity() == 2).isPresent();
    boolean inSentence = !ReplyPosition.startsLine(text, start, token.start())
        && !ReplyPosition.isQuoted(text, start, token);
    return (success && inSentence) || ReplyPosition.namesVersion(text, start, token.start());
  }

  private int afterReplyCode(NumericToken token) {
    boolean quoted = ReplyPosition.isQuoted(text, start, token);
    NumericToken status = token.status().isPresent() ? token : statusBehind(token);
    if (status.status().isPresent()) {
      found(new SmtpReply(token.code(), status.status()), quoted, token.start());
      return status.end();
    }
    boolean behindStatus = token.start() == endOfLoneStatus + 1;
    if (quoted || behindStatus || ReplyPosition.startsLine(text, start, token.start())) {
      found(new SmtpReply(token.code(), Optional.empty()), quoted, token.start());
    }
    return token.end();
  }

  /** The status that belongs to a reply code, only separators between them; else the code itself. */
  private NumericToken statusBehind(NumericToken code) {
    int at = code.end();
    int furthest = Math.min(end, at + ReplyPosition.MOST_SEPARATORS);
    while (at < furthest && ReplyPosition.isSeparator(text.charAt(at))) {
      at++;
    }
    if (at == code.end() || at >= end || !NumericToken.isDigit(text.charAt(at))) {
      return code;
    }
    NumericToken next = NumericToken.at(text, at, end);
    boolean isStatus = next.code().isEmpty() && next.status().isPresent();
    return isStatus && next.standsFree(text, start) ? next : code;
  }

  private void found(SmtpReply reply, boolean quoted, int at) {
    if (outer.isEmpty()) {
      outer = reply;
      lastStart = at;
    } else if (!quoted && continuesOuter(reply)) {
      outer = outer.or(reply);
    } else if (reply.code().filter(code -> code.severity() != 2).isPresent()) {
      inner = reply;
      nested = true;
      lastStart = at;
    }
  }

  /** A further line of the same reply repeats its code. */
  private boolean continuesOuter(SmtpReply reply) {
    if (outer.code().isEmpty()) {
      return reply.status().isEmpty() || reply.status().equals(outer.status());
    }
    boolean addsNothing = reply.status().isEmpty() || reply.status().equals(outer.status());
    return outer.code().equals(reply.code()) && (addsNothing || outer.status().isEmpty());
  }

  /**
   * A status without a reply code of its own belongs to the last reply, where that has none or one
   * that says nothing. A definite one behind a number sign is what a relay quotes.
   */
  private void foundStatus(NumericToken token) {
    SmtpReply status = new SmtpReply(Optional.empty(), token.status());
    SmtpReply last = nested ? inner : outer;
    if (outer.isEmpty()) {
      outer = status;
      lastStart = token.start();
      endOfLoneStatus = token.end();
    } else if (isQuotedStatus(token, last)) {
      inner = status;
      nested = true;
      lastStart = token.start();
    } else if (last.status().filter(EnhancedStatusCode::isDefinite).isEmpty()
        && isDefinite(token)) {
      takeStatus(status.or(last));
      lastStart = token.start() - lastStart > LONGEST_REPLY ? token.start() : lastStart;
    } else {
      takeStatus(last.or(status));
    }
  }

  private boolean isQuotedStatus(NumericToken token, SmtpReply last) {
    boolean numbered = token.start() > start && text.charAt(token.start() - 1) == '#';
    boolean another = last.status().filter(EnhancedStatusCode::isDefinite).isPresent()
        && !last.status().equals(token.status());
    return ReplyPosition.isQuoted(text, start, token) || (numbered && another && isDefinite(token));
  }

  private static boolean isDefinite(NumericToken token) {
    return token.status().filter(EnhancedStatusCode::isDefinite).isPresent();
  }

  private void takeStatus(SmtpReply reply) {
    if (nested) {
      inner = reply;
    } else {
      outer = reply;
    }
  }
}
