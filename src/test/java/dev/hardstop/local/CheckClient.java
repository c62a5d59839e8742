package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** A sender that makes one check after another, of one address or of many. */
final class CheckClient {
  private static final int MOST_ADDRESSES = 50;

  /**
   * The number of addresses to be suppressed next, and of those suppressed last, that are requested
   * more often.
   */
  static final int NEAR = 20;

  private final LocalApi api;
  private final KnownAddresses known;
  private final Random random;
  private final LongStream.Builder nanos = LongStream.builder();
  private final List<String> wrong = new ArrayList<>();
  private int addresses;
  private int becameSuppressed;

  CheckClient(LocalApi api, KnownAddresses known, long seed) {
    this.api = api;
    this.known = known;
    // Seeds that are neighbours begin alike.
    this.random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
  }

  /**
   * The verdict that an address must have, as of the time of the request; empty if both are
   * possible.
   */
  private record Expected(String address, Optional<Boolean> suppressed) {}

  /**
   * The result of all requests: the time of each, the number of addresses, the number of addresses
   * that were reported clear before and suppressed later, and the wrong answers.
   */
  record Result(long[] nanos, int addresses, int becameSuppressed, List<String> wrong) {}

  /** Makes one check; half of the checks are of many addresses. */
  void ask() {
    List<Expected> expected = new ArrayList<>();
    int count = random.nextBoolean() ? 1 : 2 + random.nextInt(MOST_ADDRESSES - 1);
    int suppressed = known.suppressed();
    for (int i = 0; i < count; i++) {
      expected.add(anyone(suppressed));
    }
    ask(expected, count == 1 && random.nextBoolean());
  }

  /** Checks all addresses that were reported clear before and are suppressed now. */
  void askAgain() {
    List<String> again = known.reportedClear();
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

  /**
   * A quarter are about to be suppressed, and many have just been suppressed, so that a cached
   * verdict would be wrong.
   */
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
    return new Result(nanos.build().toArray(), addresses, becameSuppressed, wrong);
  }

  private void compare(List<Expected> expected, LocalApi.Answer answer, boolean alone) {
    if (answer.status() != 200) {
      wrong.add("status " + answer.status());
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      JsonNode verdict = alone ? answer.json() : answer.json().path("results").path(i);
      Expected expectedVerdict = expected.get(i);
      boolean isSuppressed = verdict.path("suppressed").booleanValue();
      if (!verdict.path("address").asText().equals(expectedVerdict.address())
          || !verdict.path("suppressed").isBoolean()
          || expectedVerdict.suppressed().orElse(isSuppressed) != isSuppressed) {
        wrong.add(expectedVerdict + ", but " + verdict);
      } else {
        remember(expectedVerdict, isSuppressed);
      }
    }
  }

  private void remember(Expected expectedVerdict, boolean isSuppressed) {
    if (expectedVerdict.suppressed().isEmpty() && !isSuppressed) {
      known.reportedClear(expectedVerdict.address());
    } else if (isSuppressed && known.wasReportedClear(expectedVerdict.address())) {
      becameSuppressed++;
    }
  }

  private static String question(List<Expected> expected) {
    ArrayNode asked = JsonNodeFactory.instance.arrayNode();
    expected.forEach(each -> asked.add(each.address()));
    return JsonNodeFactory.instance.objectNode().set("addresses", asked).toString();
  }
}
