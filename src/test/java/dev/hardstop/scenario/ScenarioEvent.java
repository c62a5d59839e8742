package dev.hardstop.scenario;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What differs from the usual in a scenario. */
interface ScenarioEvent {
  /** Nothing differs. */
  ScenarioEvent NOTHING = new ScenarioEvent() {};

  /** Why a recipient is refused that would be accepted otherwise; empty where it is not. */
  default Optional<BounceCause> refusal(
      Company company, String address, Instant sent, Random random) {
    return Optional.empty();
  }

  /** The share of the recipients of a company that is mailed on a day. */
  default double share(Company company, int daysAgo) {
    return company.share();
  }

  /** The addresses that were mailed beside the usual recipients, this many days ago. */
  default Map<Company, List<String>> others(int daysAgo, Random random) {
    return Map.of();
  }
}
