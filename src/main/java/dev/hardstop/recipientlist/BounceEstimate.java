package dev.hardstop.recipientlist;

import java.util.Locale;

/**
 * The share of a list that is expected to bounce, as bounds in percent.
 *
 * <p>The table remembers only addresses that bounced or complained. For any other row it is unknown whether mail was
 * delivered before or never sent, so each bound rests on a stated assumption. Rows that are not in the table are
 * assumed to bounce as often as a sample, with the Wilson score interval of 95 % (E. B. Wilson, 1927). The sample is:
 *
 * <ul>
 *   <li>the rows that were mailed, if the user named them; otherwise
 *   <li>the whole list, on the assumption that it was mailed before. Then the low bound is 0, because an address that
 *       bounces has bounced already and is not mailed.
 * </ul>
 *
 * Doubtful rows count fully in the high bound, and not at all in the low bound.
 *
 * @param estimated whether the table says anything about the list. Otherwise the bounds are 0 and 100
 * @param ofYes the share of the rows with {@code yes}, if only these are mailed
 * @param ofAll the share of all addresses, if the answers are ignored
 * @param method how the bounds were calculated, in sentences
 */
public record BounceEstimate(
    boolean estimated, BounceShare ofYes, BounceShare ofAll, String method) {
  /** The normal quantile of a two-sided interval of 95 %. */
  private static final double Z = 1.959964;

  /**
   * Bounds of a share, in percent with two decimals, rounded outwards.
   *
   * @param low at least
   * @param high at most
   */
  public record BounceShare(double low, double high) {
    static BounceShare of(double low, double high) {
      return new BounceShare(
          Math.floor(Math.max(0, low) * 10_000) / 100, Math.ceil(Math.min(1, high) * 10_000) / 100);
    }
  }

  /**
   * The counts for an estimate. Each counts different addresses that have an answer.
   *
   * @param addresses all
   * @param bounced addresses that the table remembers as bounced, with any answer
   * @param certain addresses that would bounce: {@code no}, because of a bounce that has no end, or because the
   *     domain takes no mail
   * @param doubtful addresses with {@code yes} that bounced before, or whose domain looks misspelled or got no answer
   *     from DNS
   * @param plain all other addresses with {@code yes}
   * @param mailed addresses that were mailed according to the user
   * @param mailedAndBounced addresses of {@code mailed} that the table remembers as bounced
   * @param plainAndNotMailed addresses of {@code plain} that are not in {@code mailed}
   */
  record Basis(
      long addresses,
      long bounced,
      long certain,
      long doubtful,
      long plain,
      long mailed,
      long mailedAndBounced,
      long plainAndNotMailed) {}

  static BounceEstimate of(Basis basis) {
    boolean knowsMailed = basis.mailed() > 0;
    long sample = knowsMailed ? basis.mailed() : basis.addresses();
    long bounced = knowsMailed ? basis.mailedAndBounced() : basis.bounced();
    if (!knowsMailed && bounced == 0) {
      return unknown(basis);
    }
    double low = knowsMailed ? wilson(bounced, sample, -1) : 0;
    double high = wilson(bounced, sample, 1);
    double lowCount = basis.plainAndNotMailed() * low;
    double highCount = basis.plain() * high;
    long yes = basis.doubtful() + basis.plain();
    long notPlain = basis.addresses() - basis.plain();
    return new BounceEstimate(
        true,
        share(lowCount, basis.doubtful() + highCount, yes),
        share(basis.certain() + lowCount, notPlain + highCount, basis.addresses()),
        method(basis, knowsMailed, bounced, sample, high));
  }

  private static BounceEstimate unknown(Basis basis) {
    return new BounceEstimate(
        false,
        BounceShare.of(0, 1),
        share(basis.certain(), basis.addresses(), basis.addresses()),
        "Nothing can be estimated: the table remembers no bounce of this list. Either nobody on it"
            + " has ever bounced, or it was never mailed through this stack.");
  }

  private static String method(
      Basis basis, boolean knowsMailed, long bounced, long sample, double high) {
    String of = count(bounced) + " of " + count(sample);
    String atMost =
        " (at most " + percent(BounceShare.of(0, high).high()) + " with 95 % confidence, Wilson).";
    String doubtful = basis.doubtful() == 0
        ? ""
        : " " + count(basis.doubtful())
            + " doubtful rows (recheck, watched, a domain that"
            + " looks misspelled or about which DNS gave no answer) count in full in the high figure,"
            + " and not in the low one.";
    return knowsMailed
        ? "The table remembers " + of + " addresses that were mailed as bounced" + atMost
            + " The others are assumed to bounce as often." + doubtful
        : "The table remembers " + of + " addresses of this list as bounced" + atMost
            + " The high figure assumes that the whole list was mailed before through this stack, and"
            + " that the others bounce no more often than that. For rows that were never mailed it is"
            + " no bound: --mailed says which were." + doubtful;
  }

  private static BounceShare share(double low, double high, long of) {
    return of == 0 ? BounceShare.of(0, 0) : BounceShare.of(low / of, high / of);
  }

  /** Returns a bound of the Wilson score interval: the upper bound for the sign 1, the lower bound for -1. */
  static double wilson(long hits, long of, int sign) {
    double share = (double) hits / of;
    double square = Z * Z;
    double centre = share + square / (2 * of);
    double spread = Z * Math.sqrt(share * (1 - share) / of + square / (4.0 * of * of));
    return Math.min(1, Math.max(0, (centre + sign * spread) / (1 + square / of)));
  }

  /** Formats a number for messages. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Formats a share in percent with two decimals. */
  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.2f %%", percent);
  }
}
