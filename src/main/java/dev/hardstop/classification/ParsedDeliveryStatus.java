package dev.hardstop.classification;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.smtp.DiagnosticCode;
import dev.hardstop.smtp.DiagnosticCode.SmtpReply;
import dev.hardstop.smtp.EnhancedStatusCode;
import dev.hardstop.smtp.ReplyCode;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A delivery status, parsed once for all rules. */
final class ParsedDeliveryStatus {
  private static final int TEMPORARY = 4;

  private final DeliveryStatus status;
  private final PhraseIndex index;

  /** The normalised reply, with placeholders that say to whom a host belongs. */
  private final String text;

  private final String statement;
  private final BitSet phrases;

  /** The enhanced status code that decides; null if there is none. */
  private final EnhancedStatusCode statusCode;

  /** The reply code that decides; null if there is none. */
  private final ReplyCode replyCode;

  private final boolean temporary;

  ParsedDeliveryStatus(DeliveryStatus status, PhraseIndex index) {
    this.status = status;
    this.index = index;
    this.text = NormalText.of(status.words().value());
    this.statement = Statement.of(Placeholder.withoutOwners(text));
    this.phrases = index.in(statement);
    DiagnosticCode codes = DiagnosticCode.parse(status.words().value());
    this.temporary = isTemporary(codes.innermost(), status);
    SmtpReply deciding = codes.deciding();
    this.replyCode = deciding.code().orElse(null);
    this.statusCode = decidingStatus(deciding, status.status());
  }

  /** Creates the same status with a part of its text. */
  private ParsedDeliveryStatus(
      ParsedDeliveryStatus whole, String text, String statement, BitSet phrases) {
    this.status = whole.status;
    this.index = whole.index;
    this.text = text;
    this.statement = statement;
    this.phrases = phrases;
    this.temporary = whole.temporary;
    this.replyCode = whole.replyCode;
    this.statusCode = whole.statusCode;
  }

  /**
   * The same status without the advice at the end of the reply; empty if it has none. Known hosts and
   * links in the advice still count, because they say who answers and why.
   */
  Optional<ParsedDeliveryStatus> withoutAdvice() {
    int advice = Statement.startOfAdvice(statement);
    if (advice < 0) {
      return Optional.empty();
    }
    String rest = statement.substring(0, advice);
    BitSet stated = (BitSet) phrases.clone();
    stated.and(index.naming());
    stated.or(index.in(rest));
    return Optional.of(new ParsedDeliveryStatus(this, text, rest, stated));
  }

  /** The same status without the sentences of advice; sentences between and after them are kept. */
  ParsedDeliveryStatus withoutSentencesOfAdvice() {
    String rest = Statement.withoutSentencesOfAdvice(statement);
    return new ParsedDeliveryStatus(this, text, rest, index.in(rest));
  }

  /**
   * The same status without advice and without the words of servers that name another domain but not the
   * recipient's; empty if no other domain is named.
   */
  Optional<ParsedDeliveryStatus> withoutOtherDomains() {
    if (!SubstituteRules.namesAnotherDomain(text)) {
      return Optional.empty();
    }
    String kept = SubstituteRules.withoutOtherDomains(text);
    String rest = Statement.withoutAdvice(Statement.of(Placeholder.withoutOwners(kept)));
    return Optional.of(new ParsedDeliveryStatus(this, kept, rest, index.in(rest)));
  }

  /** The normalised reply, with placeholders that say to whom a host belongs. */
  String text() {
    return text;
  }

  /** The enhanced status code that decides; null if there is none. */
  EnhancedStatusCode statusCode() {
    return statusCode;
  }

  /** The reply code that decides; null if there is none. */
  ReplyCode replyCode() {
    return replyCode;
  }

  /** Whether the server that answered asks to be tried again. */
  boolean isTemporary() {
    return temporary;
  }

  BounceType sesBounceType() {
    return status.sesBounceType();
  }

  /** The phrase with this number, as written. */
  String phrase(int number) {
    return index.phrase(number).text();
  }

  /** The first of these phrases that the reply contains, or -1. */
  int firstOf(int[] numbers) {
    for (int number : numbers) {
      if (phrases.get(number)) {
        return number;
      }
    }
    return -1;
  }

  /** The numbers of all phrases that the reply contains. */
  BitSet phrases() {
    return phrases;
  }

  /** The ranges of a phrase in the masked reply; empty if this part of the reply does not contain it. */
  List<TextRange> rangesOf(int phrase) {
    TracedText traced = TracedText.normal(status.words().value())
        .without(Placeholder::owners)
        .without(Statement::hostThatSaid)
        .without(Statement::commandOf);
    // A statement without the advice at its end is a prefix of the whole statement.
    TracedText part =
        traced.text().startsWith(statement) ? traced : traced.without(Statement::sentencesOfAdvice);
    return index.rangesOf(phrase, part.text()).stream().map(part::inReply).toList();
  }

  /** Whether a server of this network answered (by its IP address) or reported (by its name). */
  boolean isFrom(ReceiverNetwork network) {
    return IpAddress.find(status.remoteMtaIp()).filter(network::contains).isPresent()
        || network.hosts().stream().anyMatch(host -> isIn(status.reportingMta(), host));
  }

  private static boolean isIn(String host, String domain) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals(domain) || name.endsWith("." + domain);
  }

  /**
   * Whether a code of the innermost reply, which states the cause, is temporary. If the reply has no codes,
   * the fields of the report decide.
   */
  private static boolean isTemporary(SmtpReply printed, DeliveryStatus status) {
    if (!printed.isEmpty()) {
      return printed.code().filter(code -> code.severity() == TEMPORARY).isPresent()
          || printed.status().filter(code -> code.severity() == TEMPORARY).isPresent();
    }
    return EnhancedStatusCode.find(status.status())
        .map(code -> code.severity() == TEMPORARY)
        .orElse(status.action().equals("delayed"));
  }

  /**
   * The enhanced status code that decides: a definite printed one, otherwise a definite one in the field,
   * otherwise an indefinite printed one. An indefinite one in the field counts only if neither a reply code
   * nor a status is printed.
   */
  private static EnhancedStatusCode decidingStatus(SmtpReply printed, String field) {
    Optional<EnhancedStatusCode> inText = printed.status();
    Optional<EnhancedStatusCode> inField = EnhancedStatusCode.find(field);
    if (inText.filter(EnhancedStatusCode::isDefinite).isPresent()) {
      return inText.get();
    }
    if (inField.filter(EnhancedStatusCode::isDefinite).isPresent()) {
      return inField.get();
    }
    return printed.isEmpty() ? inField.orElse(null) : inText.orElse(null);
  }
}
