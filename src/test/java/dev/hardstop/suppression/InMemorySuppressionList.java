package dev.hardstop.suppression;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The table of the tests of the core: what the contract asks for, and nothing else. */
public final class InMemorySuppressionList implements SuppressionList {
  private final Map<Subject, Dossier> dossiers = new ConcurrentHashMap<>();

  @Override
  public Map<Subject, Dossier> read(Set<Subject> subjects) {
    Map<Subject, Dossier> found = new HashMap<>();
    subjects.forEach(
        subject -> found.put(subject, dossiers.getOrDefault(subject, Dossier.empty(subject))));
    return found;
  }

  @Override
  public void observe(Observation observation) {
    dossiers.compute(
        observation.subject(), (subject, known) -> orEmpty(subject, known).with(observation));
  }

  @Override
  public Set<DeliveryDay> news(Set<DeliveryDay> days) {
    return days.stream().filter(this::isNews).collect(Collectors.toSet());
  }

  @Override
  public void deliver(DeliveryDay day) {
    if (day.subject() instanceof Subject.Domain || dossiers.containsKey(day.subject())) {
      dossiers.compute(
          day.subject(), (subject, known) -> orEmpty(subject, known).withDelivery(day.day()));
    }
  }

  @Override
  public void act(Subject subject, Act act) {
    dossiers.compute(subject, (same, known) -> orEmpty(same, known).with(act));
  }

  /** Everything that is known, to compare two lists by. */
  public Map<Subject, Dossier> all() {
    return Map.copyOf(dossiers);
  }

  private boolean isNews(DeliveryDay day) {
    Dossier known = dossiers.get(day.subject());
    return known == null
        ? day.subject() instanceof Subject.Domain
        : !known.withDelivery(day.day()).equals(known);
  }

  private static Dossier orEmpty(Subject subject, Dossier known) {
    return known == null ? Dossier.empty(subject) : known;
  }
}
