package dev.hardstop.seslist;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The result of an invocation.
 *
 * @param again the messages to be delivered again
 * @param counts how often each outcome occurred
 * @param problems the problems to be logged, without addresses
 */
record SesListResult(
    List<QueueMessage> again, Map<Count, Long> counts, SortedSet<String> problems) {
  SesListResult {
    again = List.copyOf(again);
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    problems = Collections.unmodifiableSortedSet(new TreeSet<>(problems));
  }

  /** The outcomes that are counted. Each count is a metric. */
  enum Count {
    /** Addresses that are on the list, as they must be. */
    LISTED("SesListPut"),
    /** Addresses that were removed from the list. */
    REMOVED("SesListRemoved"),
    /** Addresses that must not be listed, and were not. */
    NOT_LISTED("SesListAbsent"),
    /** Addresses whose entry is for a complaint that no release includes. */
    COMPLAINT_KEPT("SesListComplaintKept"),
    /** Addresses that wait for the end of the first reconciliation. */
    WAITING("SesListWaiting"),
    /** Addresses for which SES refuses the call permanently. */
    REFUSED("SesListRefused"),
    /** Invocations that ended because the permission is missing, or SES has paused the account. */
    NOT_PERMITTED("SesListNotPermitted"),
    /** Messages without an address, and addresses whose dossier cannot be read or judged. */
    UNREADABLE("SesListUnreadable"),
    /** Messages that are delivered again for any reason. */
    AGAIN("SesListAgain");

    private final String metric;

    Count(String metric) {
      this.metric = metric;
    }

    String metric() {
      return metric;
    }
  }
}
