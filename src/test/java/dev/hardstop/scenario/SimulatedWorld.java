package dev.hardstop.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** The recipients of a sender: many small companies, some larger ones, and large consumer domains. */
final class SimulatedWorld {
  private static final List<Receiver> MARKET = List.of(
      Receiver.MICROSOFT,
      Receiver.MICROSOFT,
      Receiver.MICROSOFT,
      Receiver.MICROSOFT,
      Receiver.GOOGLE,
      Receiver.GOOGLE,
      Receiver.PROOFPOINT,
      Receiver.MIMECAST,
      Receiver.POSTFIX,
      Receiver.EXIM);

  private final List<Company> companies = new ArrayList<>();

  SimulatedWorld(Random random) {
    companies.add(new Company("webmail.example", Receiver.GOOGLE, 800, 0.05, true));
    companies.add(new Company("freemail.example", Receiver.MICROSOFT, 400, 0.05, true));
    companies.add(new Company("inbox.example", Receiver.POSTFIX, 200, 0.08, true));
    int count = 24 + random.nextInt(32);
    for (int i = 0; i < count; i++) {
      companies.add(company(i, random));
    }
  }

  List<Company> companies() {
    return List.copyOf(companies);
  }

  List<Company> companies(Predicate<Company> which) {
    return companies.stream().filter(which).toList();
  }

  private static Company company(int number, Random random) {
    // Most have a handful of recipients, a few have hundreds.
    int people = 2 + (int) Math.pow(10, random.nextDouble() * random.nextDouble() * 2.4);
    String prefix = random.nextInt(12) == 0 ? "mail." : "";
    return new Company(
        prefix + "contoso" + number + ".example",
        MARKET.get(random.nextInt(MARKET.size())),
        people,
        0.1 + random.nextDouble() * 0.4,
        false);
  }
}
