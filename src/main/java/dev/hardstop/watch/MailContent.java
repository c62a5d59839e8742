package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A mail before it has a form: what is new on top, then tables, then what is missing.
 *
 * @param subject one line
 * @param title over everything
 * @param lead a sentence or two
 * @param cards what is new
 * @param tables figures
 * @param notes what the reader must know about them
 */
record MailContent(
    String subject,
    String title,
    String lead,
    List<Card> cards,
    List<Figures> tables,
    List<String> notes) {
  MailContent {
    requireNonNull(subject, "subject is null");
    requireNonNull(title, "title is null");
    requireNonNull(lead, "lead is null");
    cards = List.copyOf(cards);
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /**
   * Something new.
   *
   * @param tone how it is to be taken
   * @param kicker a word or two above the title
   * @param title what it is
   * @param text what it means
   * @param facts each a name and a value
   * @param words of a server; empty where there are none
   */
  record Card(Tone tone, String kicker, String title, String text, List<Fact> facts, String words) {
    Card {
      facts = List.copyOf(facts);
    }
  }

  /** A name and a value. */
  record Fact(String name, String value) {}

  /** How something is to be taken; mail clients show its colour. */
  enum Tone {
    BAD("#b3261e"),
    GOOD("#2e7d32"),
    NEUTRAL("#5f6b7a");

    private final String colour;

    Tone(String colour) {
      this.colour = colour;
    }

    String colour() {
      return colour;
    }
  }

  /**
   * A table. All columns but the first are numbers or short.
   *
   * @param title over it
   * @param empty what is said where there are no rows
   */
  record Figures(String title, List<String> columns, List<List<String>> rows, String empty) {
    Figures {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    /** How wide each column is in plain text. */
    List<Integer> widths() {
      List<Integer> widths = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        int column = i;
        widths.add(rows.stream()
            .mapToInt(row -> row.get(column).length())
            .reduce(columns.get(i).length(), Math::max));
      }
      return widths;
    }
  }
}
