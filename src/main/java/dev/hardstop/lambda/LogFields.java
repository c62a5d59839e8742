package dev.hardstop.lambda;

import java.util.Map;
import org.jboss.logging.MDC;

/** Fields of log lines (MDC). The JSON of a log line contains them in addition to the message. */
public final class LogFields {
  private LogFields() {}

  /** Runs code whose log lines have these fields. Afterwards, the fields are removed. */
  public static void with(Map<String, String> fields, Runnable lines) {
    fields.forEach(MDC::put);
    try {
      lines.run();
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }
}
