package dev.hardstop.speed;

import dev.hardstop.classification.Phrase;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.DiagnosticCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text made to be slow to read, of any length: a beginning, then a piece again and again.
 *
 * @param name what is wrong with it
 * @param beginning what it starts with, mostly nothing
 * @param piece what it repeats
 */
record HostileReplies(String name, String beginning, String piece) {
  private HostileReplies(String name, String piece) {
    this(name, "", piece);
  }

  static List<HostileReplies> all() {
    return List.of(
        new HostileReplies("nested brackets", "<[({"),
        new HostileReplies("opening angle brackets", "<"),
        new HostileReplies("addresses", "bob@example.com,"),
        new HostileReplies("one endless address", "a@", "b."),
        new HostileReplies("at signs", "@"),
        new HostileReplies("at signs between dots", "a@..."),
        new HostileReplies("at signs and dots alone", "a@", ".@"),
        new HostileReplies("addresses without a blank", "a@b/"),
        new HostileReplies("quoted local parts", "\"a b\"@"),
        new HostileReplies("repeated codes", "550-5.1.1 "),
        new HostileReplies("repeated codes without a blank", "550- ", "550-"),
        new HostileReplies(
            "repeated codes behind a long word", "550-" + "x".repeat(500) + "\n", "550-\n"),
        new HostileReplies("quoted replies", "-> 550 5.1.1 <421 4.4.0 "),
        new HostileReplies("repeated types", "smtp;"),
        new HostileReplies("dots", "."),
        new HostileReplies("numbers and dots", "1."),
        new HostileReplies("host names", "a.example.net "),
        new HostileReplies("colons", ":"),
        new HostileReplies("nearly IPv6", "2001:db8:"),
        new HostileReplies("nearly IPv6 between slashes", "1:1/"),
        new HostileReplies("links", "http://a.example/"),
        new HostileReplies("times", "2026-11-24T08:00/"),
        new HostileReplies("apostrophes", "o'b"),
        new HostileReplies("surrogates", "\ud83d\ude00"),
        new HostileReplies("lone surrogates", "\ud83d"),
        new HostileReplies("markers that are none", "<url:support.google.com p="),
        new HostileReplies("near misses of all phrases", nearMisses()),
        new HostileReplies("all phrases", phrases().collect(Collectors.joining(" "))));
  }

  /** The text, of so many characters. */
  String ofLength(int length) {
    StringBuilder text = new StringBuilder(length + piece.length()).append(beginning);
    while (text.length() < length) {
      text.append(piece);
    }
    text.setLength(length);
    if (length > DiagnosticCode.LONGEST) {
      // The word that is cut there goes: it shall not be all of the text.
      text.setCharAt(DiagnosticCode.LONGEST - 1, ' ');
    }
    return text.toString();
  }

  private static String nearMisses() {
    return phrases()
        .map(phrase -> phrase.substring(0, phrase.length() - 1) + "~ ")
        .collect(Collectors.joining());
  }

  private static Stream<String> phrases() {
    return RuleFiles.book().rules().stream()
        .flatMap(rule -> rule.condition().words().stream())
        .map(Phrase::text)
        .map(text -> text.endsWith("*") ? text.substring(0, text.length() - 1) : text)
        .distinct();
  }
}
