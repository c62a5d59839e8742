package dev.hardstop.scenario;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What is out of the usual in a scenario. */
interface Happening {
  /** Nothing is. */
  Happening NOTHING = new Happening() {};

  /** Why a recipient is refused, that would be taken otherwise. */
  default Optional<BounceCause> refusal(
      Company company, String address, Instant sent, Random random) {
    return Optional.empty();
  }

  /** How much more than usual of a company is mailed on a day, as a share of its people. */
  default double share(Company company, int daysAgo) {
    return company.share();
  }

  /** Who is mailed beside the usual recipients, so many days ago. */
  default Map<Company, List<String>> others(int daysAgo, Random random) {
    return Map.of();
  }
}
