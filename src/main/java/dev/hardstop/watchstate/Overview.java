package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of the sending and the progress of {@code watch}, as they were read.
 *
 * @param latestRun the newest finished run; empty where there was none
 * @param days the UTC days that {@code watch} has counted; the other days of the last {@value #DAYS} are
 *     unknown
 * @param openIncidents the open incidents, newest first
 * @param sesList what is known about SES's suppression list
 * @param unreadable the parts that cannot be read, each with the reason; these parts are empty
 */
public record Overview(
    Optional<LatestRun> latestRun,
    SortedMap<LocalDate, BouncedRecipients> days,
    List<IncidentReport> openIncidents,
    SesListState sesList,
    Map<OverviewPart, UnreadableItemException> unreadable) {
  /** How many UTC days it covers, today included. */
  public static final int DAYS = 14;

  public Overview {
    requireNonNull(latestRun, "latestRun is null");
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    openIncidents = List.copyOf(openIncidents);
    requireNonNull(sesList, "sesList is null");
    Map<OverviewPart, UnreadableItemException> copy = new EnumMap<>(OverviewPart.class);
    copy.putAll(unreadable);
    unreadable = Collections.unmodifiableMap(copy);
  }

  /** A part that is stored on its own, so that the others can be read without it. */
  public enum OverviewPart {
    /** {@link Overview#latestRun()}. */
    LATEST_RUN,
    /** {@link Overview#openIncidents()}. */
    INCIDENTS,
    /** {@link Overview#sesList()}. */
    SES_LIST
  }

  /** The days that an overview covers, oldest first. */
  public static List<LocalDate> daysUntil(LocalDate today) {
    return today.minusDays(DAYS - 1L).datesUntil(today.plusDays(1)).toList();
  }

  /** Stores what an overview shows besides the incidents and SES's list, which have stores of their own. */
  public interface OverviewStore {
    /** Reads the overview in one call. Writes of the last second may be missing. */
    Overview read(LocalDate today);

    /**
     * Adds recipients to their day, which counts as known from then on. The call may be repeated and may be
     * late.
     */
    void add(BouncedRecipients more);

    /** Replaces the latest run, unless a run that began later is stored. */
    void save(LatestRun run);
  }
}
