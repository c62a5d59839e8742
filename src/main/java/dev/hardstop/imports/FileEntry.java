package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import dev.hardstop.imports.ImportLine.LineKind;
import dev.hardstop.imports.ImportOptions.ListMeaning;
import dev.hardstop.smtp.AddressField;
import dev.hardstop.smtp.DiagnosticCode;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.EnhancedStatusCode;
import dev.hardstop.smtp.ReplyCode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * One entry of a file, for the code that knows a provider's columns. The code first sets the address and the time,
 * then what happened to the address. An entry without a readable address or time becomes an {@link UnreadableLine}.
 */
final class FileEntry {
  private static final int LONGEST_WORDS = 8_192;

  /** The quotation marks that servers and vendors put around a reply. */
  private static final String QUOTES = "\"'\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb ";

  private static final String NO_WORDS = "";

  private final FileReading reading;
  private final String format;
  private final SourcePosition position;
  private String addressText = "";
  private String[] timeTexts = {};
  private boolean isInUtc;
  private String label = "";
  private String status = "";
  private String stream = "";

  FileEntry(FileReading reading, String format, SourcePosition position) {
    this.reading = requireNonNull(reading, "reading is null");
    this.format = requireNonNull(format, "format is null");
    this.position = requireNonNull(position, "position is null");
  }

  /**
   * Sets the address and the time.
   *
   * @param times the texts that may contain the time; the first valid time counts
   */
  FileEntry of(String address, String... times) {
    addressText = address;
    timeTexts = times.clone();
    return this;
  }

  /** States that the format defines its times as UTC, so that a missing zone is not counted as assumed. */
  FileEntry inUtc() {
    isInUtc = true;
    return this;
  }

  /** Sets the provider's own word for what happened. */
  FileEntry labelled(String providersLabel) {
    label = providersLabel.isEmpty() ? "" : FileReading.printable(providersLabel);
    return this;
  }

  /** Sets the enhanced status code, which has a column of its own. Other values of the column are ignored. */
  FileEntry withStatus(String statusColumn) {
    String code = statusColumn.strip();
    status = EnhancedStatusCode.find(code).isPresent() ? code : "";
    return this;
  }

  /**
   * Sets the stream that a complaint or an unsubscription concerns; empty if the file names none.
   */
  FileEntry ofStream(String name) {
    stream = name;
    return this;
  }

  /** Reports a bounce, which has no words if they are blank. */
  void bounce(String words) {
    report(LineKind.BOUNCE, words);
  }

  void bounce() {
    report(LineKind.BOUNCE, NO_WORDS);
  }

  /** Reports a soft or temporary bounce or a block. The address is at most watched, unless the words say more. */
  void block(String words) {
    report(LineKind.BLOCK, words);
  }

  void block() {
    report(LineKind.BLOCK, NO_WORDS);
  }

  void complaint() {
    report(LineKind.COMPLAINT, NO_WORDS);
  }

  void unsubscribe() {
    report(LineKind.UNSUBSCRIBE, NO_WORDS);
  }

  /** Reports an entry of SES's own list. */
  void sesListEntry() {
    report(LineKind.SES_LIST_ENTRY, NO_WORDS);
  }

  /** Reports what the caller says about the addresses of a list that does not say it itself. */
  void listed() {
    Optional<ListMeaning> meaning = reading.options().listMeaning();
    if (meaning.isEmpty()) {
      unreadable(
          "it does not say what happened to the address: say it for the whole file (--list-of)");
      return;
    }
    switch (meaning.get()) {
      case BOUNCED -> bounce();
      case COMPLAINED -> complaint();
      case UNSUBSCRIBED -> unsubscribe();
    }
  }

  /** Reports an entry that does not concern suppression. */
  void ignored(String why) {
    reading.ignored(format, position, why);
  }

  void unknownType(String type) {
    reading.unknownType(format, position, type);
  }

  void unreadable(String why) {
    reading.unreadable(position, why);
  }

  private void report(LineKind kind, String writtenWords) {
    Optional<EmailAddress> address = address();
    if (address.isEmpty()) {
      unreadable(addressText.isBlank() ? "it has no address" : "its address is not valid");
      return;
    }
    Optional<ImportedTime> time = time();
    if (time.isEmpty()) {
      unreadable("it has no readable time: give the day of the file (--date)");
      return;
    }
    if (time.get().instant().isAfter(reading.options().now())) {
      unreadable("its time is in the future");
      return;
    }
    String words = words(writtenWords);
    reading.line(
        new ImportLine(
            position,
            format,
            kind,
            address,
            time.get().instant(),
            time.get().zoneAssumed() && !isInUtc,
            status,
            words,
            label,
            stream,
            Optional.empty()),
        TextDecoder.hasUndecoded(writtenWords));
  }

  private Optional<EmailAddress> address() {
    return TextDecoder.hasUndecoded(addressText)
        ? Optional.empty()
        : AddressField.find(addressText);
  }

  private Optional<ImportedTime> time() {
    for (String text : timeTexts) {
      Optional<ImportedTime> time = ImportedTime.find(text);
      if (time.isPresent()) {
        return time;
      }
    }
    return reading.options().date().map(day -> {
      Instant start = day.atStartOfDay().toInstant(ZoneOffset.UTC);
      return new ImportedTime(start, false);
    });
  }

  /**
   * Returns at most 8,192 characters of a text, with undecoded bytes as Latin-1. Characters that SQS refuses are
   * replaced: noncharacters such as U+FFFE (Unicode, section 23.7) and unpaired surrogates.
   */
  static String words(String written) {
    String decoded = TextDecoder.withLatin1(written).strip();
    StringBuilder words = new StringBuilder(Math.min(decoded.length(), LONGEST_WORDS));
    for (int i = 0; i < decoded.length() && words.length() < LONGEST_WORDS - 1; ) {
      int c = decoded.codePointAt(i);
      i += Character.charCount(c);
      words.appendCodePoint(JsonTrees.isCharacter(c) ? c : 0xfffd);
    }
    return words.toString();
  }

  /** Whether a text is a server's reply, which begins with a reply code. */
  static boolean isReply(String text) {
    String reply = replyOf(text);
    return startsWithThreeDigits(reply)
        && ReplyCode.find(Integer.parseInt(reply, 0, 3, 10)).isPresent();
  }

  /** The reply without its type ({@code smtp;}) and without quotation marks before it. */
  static String replyOf(String text) {
    String reply = DiagnosticCode.withoutType(text.strip());
    int start = 0;
    while (start < reply.length() && QUOTES.indexOf(reply.charAt(start)) >= 0) {
      start++;
    }
    return reply.substring(start);
  }

  /** Whether a text begins with a number of three digits. */
  static boolean startsWithThreeDigits(String text) {
    return text.length() >= 3
        && text.chars().limit(3).allMatch(c -> c >= '0' && c <= '9')
        && (text.length() == 3 || !Character.isLetterOrDigit(text.charAt(3)));
  }
}
