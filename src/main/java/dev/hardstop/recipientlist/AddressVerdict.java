package dev.hardstop.recipientlist;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The part of Hardstop's answer about one address that the check of a list needs.
 *
 * @param suppressed whether mail must not be sent
 * @param state the state of the verdict in lower case, or {@code unreadable}
 * @param reason the reason; empty if there is none
 * @param until the first UTC day on which mail may be tried again, in ISO 8601; empty if there is no end
 * @param advice what to do, or why there is no verdict; empty if there is neither
 * @param about {@code @domain} if the cause concerns the whole domain; otherwise empty
 * @param streams the streams that the verdict holds for; empty if it holds for all streams
 * @param unsubscribed the UTC day on which the address left a contact list, in ISO 8601; otherwise empty
 */
public record AddressVerdict(
    boolean suppressed,
    String state,
    String reason,
    String until,
    String advice,
    String about,
    List<String> streams,
    String unsubscribed) {
  public AddressVerdict {
    requireNonNull(state, "state is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(until, "until is null");
    requireNonNull(advice, "advice is null");
    requireNonNull(about, "about is null");
    streams = List.copyOf(streams);
    requireNonNull(unsubscribed, "unsubscribed is null");
  }
}
