package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What was seen of one turn in a span of days. */
record ReasonWindow(SpikeKind turn, Set<Seen> seen) {
  /** One reason at one organisation. */
  record Seen(BounceReason reason, OrganisationHit sighting) {
    /** The same organisation and reason, whoever was refused and by whom. */
    Place place() {
      return new Place(reason, sighting.organisation());
    }
  }

  /** Where something is usual. */
  record Place(BounceReason reason, String organisation) {}

  static ReasonWindow of(SpikeKind turn, Collection<SendingDay> days) {
    Set<Seen> seen = new HashSet<>();
    for (SendingDay day : days) {
      for (BounceReason reason : turn.reasons()) {
        day.sightings(reason).stream()
            .filter(turn::counts)
            .forEach(sighting -> seen.add(new Seen(reason, sighting)));
      }
    }
    return new ReasonWindow(turn, seen);
  }

  /** The same without what is usual at its place. */
  ReasonWindow without(Set<Place> usual) {
    return new ReasonWindow(
        turn,
        seen.stream().filter(one -> !usual.contains(one.place())).collect(Collectors.toSet()));
  }

  Set<Place> places() {
    return seen.stream().map(Seen::place).collect(Collectors.toSet());
  }

  Set<String> organisations() {
    return seen.stream().map(one -> one.sighting().organisation()).collect(Collectors.toSet());
  }

  Set<String> organisationsBehind(MailProvider gateway) {
    return seen.stream()
        .map(Seen::sighting)
        .filter(sighting -> sighting.gateway() == gateway)
        .map(OrganisationHit::organisation)
        .collect(Collectors.toSet());
  }
}
