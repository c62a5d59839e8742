package dev.hardstop.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A list that is years old is mailed, yesterday or today, to people at companies that are mailed
 * regularly and at companies that never were. Many of these people have left.
 */
final class StaleList implements ScenarioEvent {
  private static final List<BounceCause> GONE = List.of(
      BounceCause.UNKNOWN_USER,
      BounceCause.UNKNOWN_USER,
      BounceCause.UNKNOWN_USER,
      BounceCause.CLOSED);

  /** Sorted: the hash code of an enum, and so the order of a HashMap, differs from run to run. */
  private final Map<Company, List<String>> list =
      new TreeMap<>(Comparator.comparing(Company::domain));

  private final Map<String, BounceCause> dead = new HashMap<>();
  private final int daysAgo;

  StaleList(SimulatedWorld world, Random random) {
    daysAgo = random.nextInt(2);
    double gone = 0.25 + random.nextDouble() * 0.35;
    Set<String> trapped = new HashSet<>();
    for (Company company : companies(world, random)) {
      List<String> addresses = new ArrayList<>();
      int count = company.consumer() ? 20 + random.nextInt(60) : 1 + random.nextInt(9);
      for (int i = 0; i < count; i++) {
        String address = "former" + i + "@" + company.domain();
        addresses.add(address);
        if (random.nextDouble() < gone) {
          dead.put(address, GONE.get(random.nextInt(GONE.size())));
        } else if (random.nextInt(40) == 0 && trapped.add(company.domain())) {
          dead.put(address, BounceCause.LISTED);
        }
      }
      list.put(company, addresses);
    }
  }

  @Override
  public Optional<BounceCause> refusal(
      Company company, String address, Instant sent, Random random) {
    return Optional.ofNullable(dead.get(address));
  }

  @Override
  public Map<Company, List<String>> others(int days, Random random) {
    return days == daysAgo ? list : Map.of();
  }

  private static List<Company> companies(SimulatedWorld world, Random random) {
    List<Company> companies =
        new ArrayList<>(world.companies(company -> random.nextInt(3) == 0 || company.consumer()));
    int strangers = 10 + random.nextInt(30);
    for (int i = 0; i < strangers; i++) {
      Receiver receiver = Receiver.values()[random.nextInt(Receiver.values().length)];
      companies.add(new Company("fabrikam" + i + ".example", receiver, 0, 0, false));
    }
    return companies;
  }
}
