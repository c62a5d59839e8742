package dev.hardstop.ses;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Collects Hardstop's log lines instead of the console until it is closed. */
final class LogLines extends Handler {
  private final Logger logger = Logger.getLogger("dev.hardstop");
  private final List<ExtLogRecord> lines = new ArrayList<>();

  void listen() {
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  void ignore() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }

  int count() {
    return lines.size();
  }

  ExtLogRecord first() {
    return lines.get(0);
  }

  ExtLogRecord last() {
    return lines.get(lines.size() - 1);
  }

  void clear() {
    lines.clear();
  }

  /** The values of a field, in the order of the lines that have it. */
  List<String> field(String name) {
    return lines.stream()
        .map(line -> line.getMdcCopy().get(name))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Levels, messages, fields and stack traces, as one text. */
  String text() {
    PatternFormatter formatter = new PatternFormatter("%p %s %X%e%n");
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(formatter.format(line)));
    return text.toString();
  }

  @Override
  public void publish(LogRecord record) {
    ExtLogRecord line = ExtLogRecord.wrap(record);
    line.copyMdc();
    lines.add(line);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
