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
record Hostile(String name, String beginning, String piece) {
  private Hostile(String name, String piece) {
    this(name, "", piece);
  }

  static List<Hostile> all() {
    return List.of(
        new Hostile("nested brackets", "<[({"),
        new Hostile("opening angle brackets", "<"),
        new Hostile("addresses", "bob@example.com,"),
        new Hostile("one endless address", "a@", "b."),
        new Hostile("at signs", "@"),
        new Hostile("at signs between dots", "a@..."),
        new Hostile("at signs and dots alone", "a@", ".@"),
        new Hostile("addresses without a blank", "a@b/"),
        new Hostile("quoted local parts", "\"a b\"@"),
        new Hostile("repeated codes", "550-5.1.1 "),
        new Hostile("repeated codes without a blank", "550- ", "550-"),
        new Hostile("repeated codes behind a long word", "550-" + "x".repeat(500) + "\n", "550-\n"),
        new Hostile("quoted replies", "-> 550 5.1.1 <421 4.4.0 "),
        new Hostile("repeated types", "smtp;"),
        new Hostile("dots", "."),
        new Hostile("numbers and dots", "1."),
        new Hostile("host names", "a.example.net "),
        new Hostile("colons", ":"),
        new Hostile("nearly IPv6", "2001:db8:"),
        new Hostile("nearly IPv6 between slashes", "1:1/"),
        new Hostile("links", "http://a.example/"),
        new Hostile("times", "2026-11-24T08:00/"),
        new Hostile("apostrophes", "o'b"),
        new Hostile("surrogates", "\ud83d\ude00"),
        new Hostile("lone surrogates", "\ud83d"),
        new Hostile("markers that are none", "<url:support.google.com p="),
        new Hostile("near misses of all phrases", nearMisses()),
        new Hostile("all phrases", phrases().collect(Collectors.joining(" "))));
  }

  /** The text, of so many characters. */
  String ofLength(int length) {
    StringBuilder text = new StringBuilder(length + piece.length()).append(beginning);
    while (text.length() < length) {
      text.append(piece);
    }
    text.setLength(length);
    if (length > DiagnosticCode.LONGEST_TEXT) {
      // The word that is cut there goes: it shall not be all of the text.
      text.setCharAt(DiagnosticCode.LONGEST_TEXT - 1, ' ');
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
