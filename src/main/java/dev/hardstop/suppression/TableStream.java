package dev.hardstop.suppression;

import java.util.List;

/** Reads what the table's stream reports. */
public interface TableStream {
  /**
   * The records of an event.
   *
   * @param event as the stream sends it to a function
   * @return one for each record, in the order of the stream
   * @throws IllegalArgumentException if it is no such event; the message repeats nothing of it
   */
  List<StreamRecord> read(byte[] event);
}
