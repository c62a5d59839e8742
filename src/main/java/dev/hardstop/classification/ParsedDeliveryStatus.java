package dev.hardstop.classification;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.smtp.DiagnosticCode;
import dev.hardstop.smtp.EnhancedStatusCode;
import dev.hardstop.smtp.ReplyCode;
import dev.hardstop.smtp.SmtpReply;
import java.util.Locale;
import java.util.Optional;

/** What one delivery status says, read once for all rules. */
final class ParsedDeliveryStatus {
  private static final int TEMPORARY = 4;

  private final DeliveryStatus said;
  private final PhraseIndex index;

  /** The words, normalised, with markers that say whose a host is. */
  private final String text;

  private final String statement;
  private final long[] phrases;

  /** Null where none was printed. */
  private final EnhancedStatusCode status;

  /** Null where none was printed. */
  private final ReplyCode reply;

  private final boolean temporary;

  ParsedDeliveryStatus(DeliveryStatus said, PhraseIndex index) {
    this.said = said;
    this.index = index;
    this.text = NormalText.of(said.words().value());
    this.statement = Statement.of(Placeholder.withoutOwners(text));
    this.phrases = index.in(statement);
    DiagnosticCode codes = DiagnosticCode.parse(said.words().value());
    this.temporary = isTemporary(codes.innermost(), said);
    SmtpReply deciding = codes.deciding();
    this.reply = deciding.code().orElse(null);
    this.status = decidingStatus(deciding, said.status());
  }

  /** The same reply with a part of its words. */
  private ParsedDeliveryStatus(
      ParsedDeliveryStatus whole, String text, String statement, long[] phrases) {
    this.said = whole.said;
    this.index = whole.index;
    this.text = text;
    this.statement = statement;
    this.phrases = phrases;
    this.temporary = whole.temporary;
    this.reply = whole.reply;
    this.status = whole.status;
  }

  /**
   * The same without the advice that the reply ends with, empty where it gives none. Hosts and links
   * that say who answers, and why, stay.
   */
  Optional<ParsedDeliveryStatus> withoutAdvice() {
    int advice = Statement.startOfAdvice(statement);
    if (advice < 0) {
      return Optional.empty();
    }
    String rest = statement.substring(0, advice);
    long[] stated = index.in(rest);
    for (int i = 0; i < stated.length; i++) {
      stated[i] |= phrases[i] & index.naming()[i];
    }
    return Optional.of(new ParsedDeliveryStatus(this, text, rest, stated));
  }

  /** The same without any sentence of advice; what stands between and behind them stays. */
  ParsedDeliveryStatus withoutSentencesOfAdvice() {
    String rest = Statement.withoutSentencesOfAdvice(statement);
    return new ParsedDeliveryStatus(this, text, rest, index.in(rest));
  }

  /**
   * The same without advice and without the words of servers that name others' domains and not the
   * recipient's; empty where no others' domain is named.
   */
  Optional<ParsedDeliveryStatus> withoutOthersDomains() {
    if (!OthersDomain.isNamed(text)) {
      return Optional.empty();
    }
    String kept = OthersDomain.withoutItsNaming(text);
    String rest = Statement.withoutAdvice(Statement.of(Placeholder.withoutOwners(kept)));
    return Optional.of(new ParsedDeliveryStatus(this, kept, rest, index.in(rest)));
  }

  /** The words, normalised, with markers that say whose a host is. */
  String text() {
    return text;
  }

  EnhancedStatusCode status() {
    return status;
  }

  ReplyCode reply() {
    return reply;
  }

  /** Whether the server that answered asks to be tried again. */
  boolean isTemporary() {
    return temporary;
  }

  BounceType label() {
    return said.sesBounceType();
  }

  String phrase(int number) {
    return index.phrase(number).text();
  }

  /** The first of these phrases that the words contain, -1 where they contain none. */
  int firstOf(int[] numbers) {
    for (int number : numbers) {
      if ((phrases[number >> 6] & 1L << number) != 0) {
        return number;
      }
    }
    return -1;
  }

  /** The numbers of all phrases that the words contain, as a set of bits. */
  long[] phrases() {
    return phrases;
  }

  /** Whether a server of this network answered, by its address, or reports, by its name. */
  boolean isFrom(ReceiverNetwork network) {
    return IpAddress.find(said.remoteMtaIp()).filter(network::contains).isPresent()
        || network.hosts().stream().anyMatch(host -> isIn(said.reportingMta(), host));
  }

  private static boolean isIn(String host, String domain) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals(domain) || name.endsWith("." + domain);
  }

  /**
   * By the codes of the innermost reply, which is the cause: either of them is enough. Without any,
   * by the fields of the report.
   */
  private static boolean isTemporary(SmtpReply printed, DeliveryStatus said) {
    if (!printed.isEmpty()) {
      return printed.code().filter(code -> code.severity() == TEMPORARY).isPresent()
          || printed.status().filter(status -> status.severity() == TEMPORARY).isPresent();
    }
    return EnhancedStatusCode.find(said.status())
        .map(status -> status.severity() == TEMPORARY)
        .orElse(said.action().equals("delayed"));
  }

  /**
   * The status that counts: the printed one. The field counts where the text prints none or one that
   * says nothing; a field that says nothing does not count beside a printed reply code.
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
