package dev.hardstop.diagnosis;

import java.util.List;

/** The incidents that were opened, as {@code watch} wrote them down. */
public interface OpenedIncidents {
  /** The newest incidents, newest first; bounded. */
  List<IncidentReport> newest();
}
