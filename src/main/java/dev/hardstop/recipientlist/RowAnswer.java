package dev.hardstop.recipientlist;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * The answer of a check about one row.
 *
 * @param send whether to mail it
 * @param state the state of the verdict ({@code clear}, {@code watched}, {@code recheck}, {@code held}, {@code
 *     suppressed}, {@code unreadable}), or why there is no verdict: {@link #INVALID}, {@link #DUPLICATE}, {@link
 *     #UNANSWERED}; {@link #NO_ROUTE} if the domain takes no mail according to DNS
 * @param reason the reason of the verdict, such as {@code INVALID_RECIPIENT}; empty if there is none
 * @param until the first UTC day on which mail may be tried again, in ISO 8601; empty if there is no end
 * @param remark a remark for people; may be empty
 */
record RowAnswer(Send send, String state, String reason, String until, String remark) {
  /** The text is not an address. */
  static final String INVALID = "invalid";

  /** The address is in an earlier row as well. */
  static final String DUPLICATE = "duplicate";

  /** The question about the address was not answered. */
  static final String UNANSWERED = "unanswered";

  /** The domain accepts no mail according to DNS. */
  static final String NO_ROUTE = "no-route";

  RowAnswer {
    requireNonNull(send, "send is null");
    requireNonNull(state, "state is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(until, "until is null");
    requireNonNull(remark, "remark is null");
  }

  static RowAnswer invalid(String why) {
    return new RowAnswer(Send.NO, INVALID, "", "", "not an address: " + why);
  }

  static RowAnswer duplicate(long firstLine) {
    return new RowAnswer(Send.NO, DUPLICATE, "", "", "the address is also in line " + firstLine);
  }

  static RowAnswer unanswered() {
    return new RowAnswer(
        Send.LATER, UNANSWERED, "", "", "Hardstop could not be asked: check the list again");
  }

  /** Whether to mail a row. */
  enum Send {
    YES,
    LATER,
    NO;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
