package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The account of SES as API version 2 shows it: its suppression list, whether it is in the sandbox,
 * and what its configuration sets suppress (SES API v2 reference; SES developer guide, "Using the
 * Amazon SES account-level suppression list").
 *
 * <p>Where AWS's pages leave a choice, it is as strict as they allow: all calls about the list
 * together may be made once a second, and so may each other call; no call takes an address with a
 * slash.
 */
public final class SesAccountStub {
  private static final String LIST = "/v2/email/suppression/addresses";
  private static final String ACCOUNT = "/v2/email/account";
  private static final String SETS = "/v2/email/configuration-sets/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Callers measure the second with a clock of their own. */
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private static final Set<String> REASONS = Set.of("BOUNCE", "COMPLAINT");
  private static final int LARGEST_PAGE = 1_000;
  private static final int LONGEST_ADDRESS = 320;

  private final BiConsumer<String, Map<String, String>> calls;
  private final TreeMap<String, Entry> list = new TreeMap<>();
  private final Map<String, Set<String>> reasonsOfSets = new HashMap<>();
  private final Map<String, Instant> lastCalls = new HashMap<>();
  private InstantSource clock = InstantSource.system();
  private Duration interval = Duration.ofSeconds(1);
  private int largestPage = LARGEST_PAGE;
  private Set<String> reasons = REASONS;
  private boolean production = true;
  private boolean sendingEnabled = true;
  private final Set<String> refused = new HashSet<>();
  private Optional<String> forbidden = Optional.empty();
  private int throttled;

  /**
   * One entry of the list.
   *
   * @param address as it was put on the list, in this spelling
   * @param reason {@code BOUNCE} or {@code COMPLAINT}
   * @param updated when it was put on the list last
   * @param messageId of the message whose bounce or complaint made SES list it; empty for an entry
   *     that a call put on the list
   */
  public record Entry(String address, String reason, Instant updated, String messageId) {}

  /**
   * @param calls gets the action of every call that was answered, and what was asked
   */
  SesAccountStub(BiConsumer<String, Map<String, String>> calls) {
    this.calls = calls;
  }

  /** The list in alphabetical order. */
  public synchronized List<Entry> entries() {
    return List.copyOf(list.values());
  }

  /** The listed addresses in alphabetical order. */
  public synchronized List<String> addresses() {
    return List.copyOf(list.keySet());
  }

  /** Lists an address as if a call had done so at that time. */
  public synchronized void list(String address, String reason, Instant updated) {
    list.put(address, new Entry(address, reason, updated, ""));
  }

  /**
   * SES reports a hard bounce of a message to this address, which was sent without a set: SES lists
   * the address, unless bounces are not among the account's reasons.
   */
  public void bounces(String address, String messageId) {
    bounces(address, messageId, now());
  }

  /** The same for a bounce that SES reported at an earlier time. */
  synchronized void bounces(String address, String messageId, Instant reported) {
    listItself(address, "BOUNCE", messageId, reported);
  }

  /** SES reports a complaint about a message to this address: SES lists it likewise. */
  public void complains(String address, String messageId) {
    complains(address, messageId, now());
  }

  /** The same for a complaint that SES reported at an earlier time. */
  synchronized void complains(String address, String messageId, Instant reported) {
    listItself(address, "COMPLAINT", messageId, reported);
  }

  private void listItself(String address, String reason, String messageId, Instant reported) {
    if (reasons.contains(reason)) {
      list.put(address, new Entry(address, reason, reported, messageId));
    }
  }

  /** Whether SES refuses a message to this address, in whatever case it is written. */
  public synchronized boolean refuses(String address) {
    return refusesFor(reasons, address);
  }

  /** The same for a message that is sent with this configuration set. */
  public synchronized boolean refuses(String address, String configurationSet) {
    return refusesFor(reasonsOfSets.getOrDefault(configurationSet, reasons), address);
  }

  private boolean refusesFor(Set<String> inForce, String address) {
    return list.values().stream()
        .filter(entry -> inForce.contains(entry.reason()))
        .anyMatch(entry -> entry.address().equalsIgnoreCase(address));
  }

  /** Empties the list and forgets when the last calls were made. */
  public synchronized void forgetEverything() {
    list.clear();
    lastCalls.clear();
  }

  /** The reasons of the account, which hold for mail whose set has none of its own. */
  public synchronized void setReasons(Set<String> reasons) {
    this.reasons = Set.copyOf(reasons);
  }

  /** Creates a configuration set with reasons of its own. */
  public synchronized void addSet(String name, Set<String> reasonsOfSet) {
    reasonsOfSets.put(name, Set.copyOf(reasonsOfSet));
  }

  /** Whether the account is out of the sandbox. In the sandbox, SES lets nobody add to the list. */
  public synchronized void setProduction(boolean production) {
    this.production = production;
  }

  /** Whether the account may send. */
  public synchronized void setSendingEnabled(boolean sendingEnabled) {
    this.sendingEnabled = sendingEnabled;
  }

  /** The time that must pass between two calls; zero for none. */
  public synchronized void setInterval(Duration interval) {
    this.interval = interval;
  }

  /** The clock of the entries and of the time between two calls. */
  public synchronized void setClock(InstantSource clock) {
    this.clock = clock;
  }

  /** The most entries of one page of the list. */
  public synchronized void setLargestPage(int largestPage) {
    this.largestPage = largestPage;
  }

  /** Refuses all calls about an address in this spelling. */
  public synchronized void refuseCallsAbout(String address) {
    refused.add(address);
  }

  /** Answers all calls with the status 403 and this error code. */
  public synchronized void forbid(String code) {
    forbidden = Optional.of(code);
  }

  /** Throttles the next calls, as SES does with a second call within a second. */
  public synchronized void throttle(int howMany) {
    throttled = howMany;
  }

  /** Answers a signed request; empty where the path belongs to no call of this account. */
  synchronized Optional<WireServer.Answer> answer(WireServer.Request request) {
    RequestTarget url = RequestTarget.of(request.path());
    String method = request.method();
    if (url.path().equals(ACCOUNT) && method.equals("GET")) {
      return Optional.of(paced("ses:GetAccount", Map.of(), this::account));
    }
    String set = url.path().startsWith(SETS) ? url.path().substring(SETS.length()) : "";
    if (!set.isEmpty() && !set.contains("/") && method.equals("GET")) {
      Map<String, String> asked = Map.of("set", set);
      return Optional.of(paced("ses:GetConfigurationSet", asked, () -> configurationSet(set)));
    }
    if (url.path().equals(LIST) && method.equals("GET")) {
      return Optional.of(paced(
          "ses:ListSuppressedDestinations",
          Map.of("query", url.query()),
          () -> page(url.parameters())));
    }
    if (url.path().equals(LIST) && method.equals("PUT")) {
      String body = new String(request.body(), UTF_8);
      Map<String, String> asked = Map.of("body", body);
      return Optional.of(paced("ses:PutSuppressedDestination", asked, () -> put(body)));
    }
    if (!url.path().startsWith(LIST + "/")) {
      return Optional.empty();
    }
    String address = url.path().substring(LIST.length() + 1);
    Map<String, String> asked = Map.of("address", address);
    return switch (method) {
      case "GET" -> Optional.of(paced("ses:GetSuppressedDestination", asked, () -> entry(address)));
      case "DELETE" ->
        Optional.of(paced("ses:DeleteSuppressedDestination", asked, () -> delete(address)));
      default -> Optional.empty();
    };
  }

  private interface Call {
    WireServer.Answer answer();
  }

  private WireServer.Answer paced(String action, Map<String, String> asked, Call call) {
    String pace = action.endsWith("Destination") || action.endsWith("Destinations") ? "" : action;
    Instant now = clock.instant();
    Instant last = lastCalls.getOrDefault(pace, Instant.MIN);
    boolean tooEarly = !interval.isZero()
        && last.isAfter(Instant.MIN)
        && now.isBefore(last.plus(interval).minus(TOLERANCE));
    if (tooEarly || throttled > 0) {
      throttled = Math.max(0, throttled - 1);
      return error(429, "TooManyRequestsException", "Too many requests have been made.");
    }
    if (forbidden.isPresent()) {
      return error(403, forbidden.get(), "no");
    }
    lastCalls.put(pace, now);
    calls.accept(action, asked);
    return call.answer();
  }

  private WireServer.Answer account() {
    ObjectNode account = JsonNodeFactory.instance.objectNode();
    account.put("DedicatedIpAutoWarmupEnabled", false);
    account.put("EnforcementStatus", sendingEnabled ? "HEALTHY" : "SHUTDOWN");
    account.put("ProductionAccessEnabled", production).put("SendingEnabled", sendingEnabled);
    account
        .putObject("SendQuota")
        .put("Max24HourSend", 50_000.0)
        .put("MaxSendRate", 14.0)
        .put("SentLast24Hours", 12_345.0);
    ArrayNode inForce = account.putObject("SuppressionAttributes").putArray("SuppressedReasons");
    new TreeSet<>(reasons).forEach(inForce::add);
    return json(account);
  }

  private WireServer.Answer configurationSet(String name) {
    if (name.equals("missing")) {
      return error(404, "NotFoundException", "no such configuration set");
    }
    ObjectNode set = JsonNodeFactory.instance.objectNode().put("ConfigurationSetName", name);
    set.putObject("SendingOptions").put("SendingEnabled", true);
    if (reasonsOfSets.containsKey(name)) {
      ArrayNode inForce = set.putObject("SuppressionOptions").putArray("SuppressedReasons");
      new TreeSet<>(reasonsOfSets.get(name)).forEach(inForce::add);
    }
    return json(set);
  }

  private WireServer.Answer page(Map<String, String> asked) {
    Set<String> wanted =
        asked.containsKey("Reason") ? Set.of(asked.get("Reason").split(",")) : REASONS;
    if (!REASONS.containsAll(wanted)) {
      return error(400, "BadRequestException", "no such reason");
    }
    String after;
    Instant from;
    Instant to;
    int size;
    try {
      after = new String(Base64.getUrlDecoder().decode(asked.getOrDefault("NextToken", "")), UTF_8);
      from = Instant.parse(asked.getOrDefault("StartDate", "1970-01-01T00:00:00Z"));
      to = Instant.parse(asked.getOrDefault("EndDate", "9999-01-01T00:00:00Z"));
      size = Integer.parseInt(asked.getOrDefault("PageSize", Integer.toString(largestPage)));
    } catch (DateTimeException | NumberFormatException e) {
      return error(400, "BadRequestException", "a parameter cannot be read");
    } catch (IllegalArgumentException e) {
      return error(400, "InvalidNextTokenException", "The token is invalid.");
    }
    if (size < 1 || size > LARGEST_PAGE) {
      return error(400, "BadRequestException", "PageSize must be from 1 to " + LARGEST_PAGE);
    }
    return page(
        list.tailMap(after, false).values().stream()
            .filter(entry -> wanted.contains(entry.reason()))
            .filter(entry -> !entry.updated().isBefore(from) && entry.updated().isBefore(to))
            .toList(),
        Math.min(size, largestPage));
  }

  private static WireServer.Answer page(List<Entry> left, int size) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode summaries = page.putArray("SuppressedDestinationSummaries");
    left.stream().limit(size).map(SesAccountStub::summary).forEach(summaries::add);
    if (left.size() > size) {
      byte[] last = left.get(size - 1).address().getBytes(UTF_8);
      page.put("NextToken", Base64.getUrlEncoder().encodeToString(last));
    }
    return json(page);
  }

  private WireServer.Answer put(String body) {
    JsonNode asked;
    try {
      asked = JSON.readTree(body);
    } catch (IOException e) {
      return error(400, "BadRequestException", "not JSON");
    }
    String address = asked.path("EmailAddress").asText("");
    String reason = asked.path("Reason").asText("");
    if (!isAccepted(address) || !REASONS.contains(reason)) {
      return error(400, "BadRequestException", "invalid address or reason");
    }
    if (!production) {
      return error(400, "BadRequestException", "the account is in the sandbox");
    }
    list(address, reason, now());
    return json(JsonNodeFactory.instance.objectNode());
  }

  private WireServer.Answer entry(String address) {
    if (!isAccepted(address)) {
      return error(400, "BadRequestException", "invalid address");
    }
    Entry entry = list.get(address);
    if (entry == null) {
      return notListed();
    }
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    ObjectNode destination = found.putObject("SuppressedDestination");
    destination.setAll(summary(entry));
    if (!entry.messageId().isEmpty()) {
      destination.putObject("Attributes").put("MessageId", entry.messageId());
    }
    return json(found);
  }

  private WireServer.Answer delete(String address) {
    if (!isAccepted(address)) {
      return error(400, "BadRequestException", "invalid address");
    }
    return list.remove(address) == null ? notListed() : json(JsonNodeFactory.instance.objectNode());
  }

  private boolean isAccepted(String address) {
    int at = address.lastIndexOf('@');
    return at > 0
        && at < address.length() - 1
        && address.length() <= LONGEST_ADDRESS
        && !refused.contains(address)
        && address.indexOf('/') < 0;
  }

  private static ObjectNode summary(Entry entry) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("EmailAddress", entry.address())
        .put("Reason", entry.reason())
        .put("LastUpdateTime", entry.updated().toEpochMilli() / 1000.0);
  }

  private synchronized Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static WireServer.Answer notListed() {
    return error(404, "NotFoundException", "The address is not on the suppression list.");
  }

  private static WireServer.Answer json(JsonNode body) {
    return new WireServer.Answer(
        200, Map.of("Content-Type", "application/json"), body.toString().getBytes(UTF_8));
  }

  /** An error as the REST protocol of AWS has it. */
  static WireServer.Answer error(int status, String type, String message) {
    return new WireServer.Answer(
        status,
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", type),
        JsonNodeFactory.instance.objectNode().put("message", message).toString().getBytes(UTF_8));
  }
}
