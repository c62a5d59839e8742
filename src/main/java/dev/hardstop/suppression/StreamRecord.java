package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What one record of the table's stream says. */
public sealed interface StreamRecord {
  /** The number by which the stream identifies the record. */
  String sequence();

  /** A dossier was written or removed. */
  record OfDossier(DossierChange change) implements StreamRecord {
    public OfDossier {
      requireNonNull(change, "change is null");
    }

    @Override
    public String sequence() {
      return change.sequence();
    }
  }

  /** An item that is not a dossier was written or removed. */
  record OfOtherItem(String sequence) implements StreamRecord {
    public OfOtherItem {
      requireNonNull(sequence, "sequence is null");
    }
  }

  /**
   * A dossier was written, and this version cannot read it.
   *
   * @param subject which address or domain it is about
   * @param why the reason, which does not repeat content of the dossier
   */
  record Unreadable(Subject subject, String sequence, UnreadableItemException why)
      implements StreamRecord {
    public Unreadable {
      requireNonNull(subject, "subject is null");
      requireNonNull(sequence, "sequence is null");
      requireNonNull(why, "why is null");
    }
  }

  /** Reads what the table's stream reports. */
  public interface TableStream {
    /**
     * The records of an event.
     *
     * @param event as the stream sends it to a function
     * @return one for each record, in the order of the stream
     * @throws IllegalArgumentException if the bytes are not such an event; the message does not repeat them
     */
    List<StreamRecord> read(byte[] event);
  }
}
