package dev.hardstop.seslist;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an invocation did.
 *
 * @param again the messages that are to be delivered again
 * @param counts how often each thing happened
 * @param problems what a person should know, without addresses
 */
record SesListResult(
    List<QueueMessage> again, Map<Count, Long> counts, SortedSet<String> problems) {
  SesListResult {
    again = List.copyOf(again);
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    problems = Collections.unmodifiableSortedSet(new TreeSet<>(problems));
  }

  /** What is counted, each as a metric. */
  enum Count {
    /** Addresses put on the list. */
    LISTED("SesListPut"),
    /** Addresses taken off it. */
    REMOVED("SesListRemoved"),
    /** Addresses that were not listed anyway. */
    NOT_LISTED("SesListAbsent"),
    /** Entries because of a complaint that no release includes. */
    COMPLAINT_KEPT("SesListComplaintKept"),
    /** Messages that wait for the end of the first reconciliation. */
    WAITING("SesListWaiting"),
    /** Addresses for which SES refuses the call for good. */
    REFUSED("SesListRefused"),
    /** Messages that wait because the permission is missing, or SES has paused the account. */
    NOT_PERMITTED("SesListNotPermitted"),
    /** Messages without an address, and addresses whose dossier cannot be read or judged. */
    UNREADABLE("SesListUnreadable"),
    /** Messages that are delivered again, for whatever reason. */
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
