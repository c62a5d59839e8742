package dev.hardstop.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run did.
 *
 * @param dossiers how many dossiers with new feedback were read; one that was read twice counts twice
 * @param domains how many domains they have; one whose dossiers were read in two parts counts twice
 * @param examined how many domains were examined
 * @param opened how many incidents were opened
 * @param ended how many incidents were ended
 * @param complete whether all new feedback was read and no domain was postponed
 * @param left how many domains were postponed to the next run
 * @param minutesBehind the age of the oldest feedback that no run has processed; 0 where there is none
 * @param missing the steps that were skipped
 */
record WatchRunResult(
    int dossiers,
    int domains,
    int examined,
    int opened,
    int ended,
    boolean complete,
    int left,
    long minutesBehind,
    List<String> missing) {
  WatchRunResult {
    missing = List.copyOf(missing);
  }

  /** The fields of the log line and of the function's response; none contains an address. */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("dossiers", Integer.toString(dossiers));
    fields.put("domains", Integer.toString(domains));
    fields.put("examined", Integer.toString(examined));
    fields.put("opened", Integer.toString(opened));
    fields.put("ended", Integer.toString(ended));
    fields.put("complete", Boolean.toString(complete));
    fields.put("left", Integer.toString(left));
    fields.put("minutesBehind", Long.toString(minutesBehind));
    fields.put("missing", String.join(", ", missing));
    return fields;
  }
}
