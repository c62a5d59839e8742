package dev.hardstop.speed;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.DiagnosticCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Time per character of hostile texts of several lengths: flat where time is linear. Of a text
 * longer than {@value DiagnosticCode#LONGEST_TEXT} characters only those are looked at, so its time per
 * character must fall: the length to watch is that bound.
 */
final class Linearity {
  private static final int KILO = 1_000;
  private static final int[] LENGTHS = {KILO, DiagnosticCode.LONGEST_TEXT, 10 * KILO, 100 * KILO};

  /** The best of so many rounds is what the code needs; the rest is what the machine does beside. */
  private static final int ROUNDS = 7;

  private static final long ROUND_NANOS = 4_000_000;

  private final RuleBook book = RuleFiles.book();
  private int answers;

  String table() {
    StringBuilder table = new StringBuilder("CPU ns per character, the best of ")
        .append(ROUNDS)
        .append(" rounds: masking / masking and classification\n\n")
        .append("| text | 1 KB | 4 KB | 10 KB | 100 KB | 4 : 1 KB | 100 : 1 KB |\n")
        .append("|---|---|---|---|---|---|---|\n");
    Hostile.all().forEach(this::measure); // Warm-up.
    for (Hostile hostile : Hostile.all()) {
      table.append(row(hostile));
    }
    return table.append(answers == 0 ? "no answers\n" : "").toString();
  }

  private String row(Hostile hostile) {
    double[][] nanos = measure(hostile);
    StringBuilder row = new StringBuilder("| ").append(hostile.name());
    for (int length = 0; length < nanos[0].length; length++) {
      row.append(pair(nanos[0][length], nanos[1][length]));
    }
    row.append(pair(nanos[0][1] / nanos[0][0], nanos[1][1] / nanos[1][0]));
    row.append(pair(nanos[0][3] / nanos[0][0], nanos[1][3] / nanos[1][0]));
    return row.append(" |\n").toString();
  }

  private static String pair(double masking, double classification) {
    return String.format(Locale.ROOT, " | %.2f / %.2f", masking, classification);
  }

  private double[][] measure(Hostile hostile) {
    return new double[][] {nanos(hostile, MaskedText::of), nanos(hostile, this::classified)};
  }

  private Classification classified(String text) {
    RecipientReport report = new RecipientReport("failed", "", text, "", "");
    return book.classify(DeliveryStatus.of(report, BounceType.NONE, List.of("bob")));
  }

  /** By length: ns per character. */
  private double[] nanos(Hostile hostile, Function<String, ?> question) {
    return Arrays.stream(LENGTHS)
        .mapToDouble(length -> best(hostile.ofLength(length), question) / length)
        .toArray();
  }

  private double best(String text, Function<String, ?> question) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, round(text, question));
    }
    return best;
  }

  /** ns for one answer. */
  private double round(String text, Function<String, ?> question) {
    int times = 0;
    long start = CpuTime.nanos();
    long end = start;
    while (end - start < ROUND_NANOS) {
      for (int i = 0; i < 8; i++) {
        answers += question.apply(text).hashCode() == 0 ? 0 : 1;
        times++;
      }
      end = CpuTime.nanos();
    }
    return (double) (end - start) / times;
  }
}
