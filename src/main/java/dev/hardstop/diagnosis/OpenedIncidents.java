package dev.hardstop.diagnosis;

import java.util.List;

/** The incidents that {@code watch} has opened. */
public interface OpenedIncidents {
  /** The newest incidents, newest first; bounded. */
  List<IncidentReport> newest();
}
