package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** A sender that asks one question after the other, about one address or about many. */
final class Asker {
  private static final int MOST_ADDRESSES = 50;

  private final LocalApi api;
  private final KnownAddresses known;
  private final Random random;
  private final LongStream.Builder nanos = LongStream.builder();
  private final List<String> wrong = new ArrayList<>();
  private int addresses;

  Asker(LocalApi api, KnownAddresses known, long seed) {
    this.api = api;
    this.known = known;
    // Seeds that are neighbours begin alike.
    this.random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
  }

  /** What must be said of an address, as it was when the question was asked. */
  private record Expected(String address, boolean suppressed) {}

  /** What came of all questions: the time of each, how many addresses, the wrong answers. */
  record Result(long[] nanos, int addresses, List<String> wrong) {}

  /** Asks once; half of the questions are about many addresses. */
  void ask() {
    List<Expected> expected = new ArrayList<>();
    int count = random.nextBoolean() ? 1 : 2 + random.nextInt(MOST_ADDRESSES - 1);
    int suppressed = known.suppressed();
    for (int i = 0; i < count; i++) {
      boolean gone = random.nextBoolean();
      int number = random.nextInt(suppressed);
      expected.add(new Expected(
          gone ? KnownAddresses.suppressed(number) : KnownAddresses.clear(number), gone));
    }
    boolean alone = count == 1 && random.nextBoolean();
    long before = System.nanoTime();
    LocalApi.Answer answer = alone
        ? api.get("/v1/addresses/" + expected.get(0).address())
        : api.post("/v1/check", question(expected));
    nanos.add(System.nanoTime() - before);
    addresses += count;
    compare(expected, answer, alone);
  }

  Result result() {
    return new Result(nanos.build().toArray(), addresses, wrong);
  }

  private void compare(List<Expected> expected, LocalApi.Answer answer, boolean alone) {
    if (answer.status() != 200) {
      wrong.add("status " + answer.status());
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      JsonNode said = alone ? answer.json() : answer.json().path("results").path(i);
      Expected must = expected.get(i);
      if (!said.path("address").asText().equals(must.address())
          || !said.path("suppressed").isBoolean()
          || said.path("suppressed").booleanValue() != must.suppressed()) {
        wrong.add(must + ", but " + said);
      }
    }
  }

  private static String question(List<Expected> expected) {
    ArrayNode asked = JsonNodeFactory.instance.arrayNode();
    expected.forEach(each -> asked.add(each.address()));
    return JsonNodeFactory.instance.objectNode().set("addresses", asked).toString();
  }
}
