package dev.hardstop.recipientlist;

import dev.hardstop.watchstate.SendingCounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of a check of a whole list. Every number counts rows.
 *
 * @param complete whether every row has an answer; false if some rows could not be checked
 * @param problem why some rows have no answer; null if all have one
 * @param rows all rows
 * @param send how many rows have {@code yes}, {@code later} and {@code no}
 * @param states the number of rows with each state
 * @param reasons the number of rows with {@code later} or {@code no} for each reason
 * @param nothingKnown rows with {@code yes} about which nothing is known
 * @param misspelledDomains rows whose domain looks misspelled
 * @param roleAddresses rows with an address of a function, such as {@code info}
 * @param routesNotFound rows about whose domain DNS gave no answer; null if DNS was not asked
 * @param dnsGivenUp whether the look-ups ended early, because DNS did not answer at all
 * @param expectedBounces the share that is expected to bounce
 * @param thresholds the shares to compare it with, in percent: an average that is reported for corporate mail, and
 *     the shares below which Amazon SES advises an account to stay, at which it reviews the account, and at which it
 *     may pause its sending
 * @param mailFirst how many rows to mail before the others; null if that is not advised
 */
public record ListSummary(
    boolean complete,
    String problem,
    long rows,
    Map<String, Long> send,
    Map<String, Long> states,
    Map<String, Long> reasons,
    long nothingKnown,
    long misspelledDomains,
    long roleAddresses,
    Long routesNotFound,
    boolean dnsGivenUp,
    BounceEstimate expectedBounces,
    List<Double> thresholds,
    Integer mailFirst) {
  /** The highest share that SES recommends, in percent. */
  static final double ADVISED = SendingCounts.BOUNCE_MARKS.get(1);

  /** Returns the summary for people, in lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(BounceEstimate.count(rows) + " rows: " + counted(send) + ".");
    lines.add("States: " + counted(states) + ".");
    if (!reasons.isEmpty()) {
      lines.add("Reasons for \"later\" and \"no\": " + counted(reasons) + ".");
    }
    lines.add("Rows with \"yes\" about which nothing is known: "
        + BounceEstimate.count(nothingKnown) + ". That does not mean that these addresses exist.");
    if (misspelledDomains + roleAddresses > 0) {
      lines.add("Rows whose domain looks misspelled: " + BounceEstimate.count(misspelledDomains)
          + ". Addresses of a role: " + BounceEstimate.count(roleAddresses) + ".");
    }
    if (routesNotFound != null && routesNotFound > 0) {
      lines.add("DNS gave no answer about the domains of " + BounceEstimate.count(routesNotFound)
          + " rows."
          + (dnsGivenUp ? " It answered nothing at all, so it was not asked further." : ""));
    }
    lines.add("Expected bounces: " + estimates());
    lines.add(
        ("To compare: %s is an average that is reported for corporate mail. SES advises to stay"
                + " below %s, reviews an account at %s, and may pause its sending at %s.")
            .formatted(thresholds.stream().map(ListSummary::threshold).toArray()));
    lines.add(expectedBounces.method());
    if (mailFirst != null) {
      lines.add(
          "Mail " + BounceEstimate.count(mailFirst) + " of these first (--sample FILE writes them)."
              + " When their bounces have arrived, check the list again with --mailed FILE.");
    }
    if (!complete) {
      lines.add(
          "Not every row was answered: " + problem + " Rows with the state \"unanswered\" have"
              + " \"later\". Check the output again to complete it.");
    }
    return lines;
  }

  private String estimates() {
    String all = range(expectedBounces.ofAll()) + " if every address is mailed.";
    return expectedBounces.estimated()
        ? range(expectedBounces.ofYes()) + " if only the rows with \"yes\" are mailed, " + all
        : "unknown for the rows with \"yes\", " + all;
  }

  private static String range(BounceEstimate.BounceShare share) {
    return BounceEstimate.percent(share.low()) + " to " + BounceEstimate.percent(share.high());
  }

  private static String counted(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> BounceEstimate.count(entry.getValue()) + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Formats a threshold in percent, without trailing zeros. */
  private static String threshold(double percent) {
    return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + " %";
  }
}
