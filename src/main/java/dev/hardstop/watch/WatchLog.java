package dev.hardstop.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Writes a line for each round. What a machine counts stands in its fields (MDC); no address is in it. */
final class WatchLog {
  private static final Logger LOG = Logger.getLogger(WatchLog.class);

  /**
   * @param requestId Lambda's id of the invocation
   */
  void write(WatchRunResult watched, String requestId) {
    Map<String, String> fields = fields(watched);
    fields.put("requestId", requestId);
    fields.forEach(MDC::put);
    try {
      LOG.log(watched.missing().isEmpty() ? Logger.Level.INFO : Logger.Level.WARN, "Watched");
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }

  static Map<String, String> fields(WatchRunResult watched) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("dossiers", Integer.toString(watched.dossiers()));
    fields.put("domains", Integer.toString(watched.domains()));
    fields.put("examined", Integer.toString(watched.examined()));
    fields.put("opened", Integer.toString(watched.opened()));
    fields.put("ended", Integer.toString(watched.ended()));
    fields.put("complete", Boolean.toString(watched.complete()));
    fields.put("left", Integer.toString(watched.left()));
    fields.put("minutesBehind", Long.toString(watched.minutesBehind()));
    fields.put("missing", String.join(", ", watched.missing()));
    return fields;
  }
}
