package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** A sender that asks one question after the other, about one address or about many. */
final class CheckClient {
  private static final int MOST_ADDRESSES = 50;

  /** So many that are suppressed next, and so many that were last, are asked about more often. */
  static final int NEAR = 20;

  private final LocalApi api;
  private final KnownAddresses known;
  private final Random random;
  private final LongStream.Builder nanos = LongStream.builder();
  private final List<String> wrong = new ArrayList<>();
  private int addresses;
  private int turned;

  CheckClient(LocalApi api, KnownAddresses known, long seed) {
    this.api = api;
    this.known = known;
    // Seeds that are neighbours begin alike.
    this.random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
  }

  /** What must be said of an address, as it was when the question was asked; empty where either may be. */
  private record Expected(String address, Optional<Boolean> suppressed) {}

  /**
   * What came of all questions: the time of each, how many addresses, how many answers that an
   * address is suppressed which was called clear before, the wrong answers.
   */
  record Result(long[] nanos, int addresses, int turned, List<String> wrong) {}

  /** Asks once; half of the questions are about many addresses. */
  void ask() {
    List<Expected> expected = new ArrayList<>();
    int count = random.nextBoolean() ? 1 : 2 + random.nextInt(MOST_ADDRESSES - 1);
    int suppressed = known.suppressed();
    for (int i = 0; i < count; i++) {
      expected.add(anyone(suppressed));
    }
    ask(expected, count == 1 && random.nextBoolean());
  }

  /** Asks about all addresses that were called clear before and are suppressed by now. */
  void askAgain() {
    List<String> again = known.calledClear();
    for (int from = 0; from < again.size(); from += MOST_ADDRESSES) {
      int to = Math.min(from + MOST_ADDRESSES, again.size());
      ask(
          again.subList(from, to).stream()
              .map(address -> new Expected(address, Optional.of(true)))
              .toList(),
          false);
    }
  }

  private void ask(List<Expected> expected, boolean alone) {
    long before = System.nanoTime();
    LocalApi.Answer answer = alone
        ? api.get("/v1/addresses/" + expected.get(0).address())
        : api.post("/v1/check", question(expected));
    nanos.add(System.nanoTime() - before);
    addresses += expected.size();
    compare(expected, answer, alone);
  }

  /** A quarter are about to be suppressed, and many have been just now: whoever remembers is wrong. */
  private Expected anyone(int suppressed) {
    return switch (random.nextInt(8)) {
      case 0, 1 ->
        new Expected(
            KnownAddresses.suppressed(suppressed + random.nextInt(NEAR)), Optional.empty());
      case 2, 3, 4 ->
        new Expected(KnownAddresses.clear(random.nextInt(suppressed)), Optional.of(false));
      case 5, 6 ->
        new Expected(
            KnownAddresses.suppressed(suppressed - 1 - random.nextInt(Math.min(NEAR, suppressed))),
            Optional.of(true));
      default ->
        new Expected(KnownAddresses.suppressed(random.nextInt(suppressed)), Optional.of(true));
    };
  }

  Result result() {
    return new Result(nanos.build().toArray(), addresses, turned, wrong);
  }

  private void compare(List<Expected> expected, LocalApi.Answer answer, boolean alone) {
    if (answer.status() != 200) {
      wrong.add("status " + answer.status());
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      JsonNode said = alone ? answer.json() : answer.json().path("results").path(i);
      Expected must = expected.get(i);
      boolean isSuppressed = said.path("suppressed").booleanValue();
      if (!said.path("address").asText().equals(must.address())
          || !said.path("suppressed").isBoolean()
          || must.suppressed().orElse(isSuppressed) != isSuppressed) {
        wrong.add(must + ", but " + said);
      } else {
        remember(must, isSuppressed);
      }
    }
  }

  private void remember(Expected must, boolean isSuppressed) {
    if (must.suppressed().isEmpty() && !isSuppressed) {
      known.calledClear(must.address());
    } else if (isSuppressed && known.wasCalledClear(must.address())) {
      turned++;
    }
  }

  private static String question(List<Expected> expected) {
    ArrayNode asked = JsonNodeFactory.instance.arrayNode();
    expected.forEach(each -> asked.add(each.address()));
    return JsonNodeFactory.instance.objectNode().set("addresses", asked).toString();
  }
}
