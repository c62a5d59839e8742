package dev.hardstop.classification;

import dev.hardstop.classification.Classification.Confidence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules in the order in which they are tried; the first match decides. This class is immutable and
 * thread-safe.
 *
 * <p>Classification takes time linear in the length of the text, which is bounded, even if the text is
 * hostile: one pass finds all phrases of the book. Only the rules that need no phrase, or have one in the text,
 * are tried.
 */
public final class RuleBook {
  /** The rule that answers if no other does. */
  public static final Rule DEFAULT = new Rule(
      "default.undetermined",
      RuleCondition.ALWAYS,
      BounceReason.UNDETERMINED,
      Confidence.LOW,
      "no rule of the book matches");

  private final List<Rule> rules;
  private final Map<String, Rule> byId;
  private final CompiledRule[] compiled;
  private final PhraseIndex index;

  /** The rules that need no phrase. */
  private final BitSet wordless;

  /** For each phrase, the rules that have it among their words. */
  private final int[][] rulesOfPhrase;

  /** Computed on first use, because only {@code watch} needs it. */
  private volatile String fingerprint = "";

  private RuleBook(List<Rule> rules, Map<String, Rule> byId) {
    this.rules = rules;
    this.byId = byId;
    List<Phrase> phrases = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    ToIntFunction<Phrase> number = phrase -> numbers.computeIfAbsent(phrase.text(), text -> {
      phrases.add(phrase);
      return phrases.size() - 1;
    });
    this.compiled =
        rules.stream().map(rule -> new CompiledRule(rule, number)).toArray(CompiledRule[]::new);
    this.index = new PhraseIndex(phrases);
    this.wordless = new BitSet(compiled.length);
    this.rulesOfPhrase = rulesOfPhrase(phrases.size());
  }

  /**
   * A book of these rules, in this order.
   *
   * @throws IllegalArgumentException when two rules have the same id or a rule has no matcher; the message
   *     names the rule
   */
  public static RuleBook of(List<Rule> rules) {
    Map<String, Rule> byId = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (!rule.condition().hasMatcher()) {
        throw new IllegalArgumentException("rule " + rule.id() + " has no matcher");
      }
    }
    Stream.of(rules, List.of(DEFAULT), SubstituteRules.rules())
        .flatMap(List::stream)
        .forEach(rule -> {
          if (byId.put(rule.id(), rule) != null) {
            throw new IllegalArgumentException("duplicate rule id " + rule.id());
          }
        });
    return new RuleBook(List.copyOf(rules), byId);
  }

  /**
   * The meaning of a delivery status; {@link BounceReason#UNDETERMINED} if no rule matches.
   *
   * <p>The statement of a reply outranks its advice. If the first rule matches only codes or words of the
   * advice, a sure rule that matches the statement answers instead: "User unknown. Please check your SPF
   * record" is about a user. Advice alone is never held against a recipient: "Rejected. Help: when an address
   * does not exist" does not say that this address does not exist.
   */
  public Classification classify(DeliveryStatus status) {
    return decided(status, this::answer);
  }

  /**
   * The ranges of the words that decide {@link #classify} in the masked reply, in order; empty if no words
   * decide.
   */
  public List<TextRange> decidingWords(DeliveryStatus status) {
    return decided(
        status, (rule, part) -> rule < 0 ? List.of() : compiled[rule].decidingRanges(part));
  }

  /**
   * Applies a function to the rule that decides (-1 if none does) and to the part of the status that it
   * matches.
   */
  private <T> T decided(DeliveryStatus status, Decision<T> decision) {
    ParsedDeliveryStatus whole = new ParsedDeliveryStatus(status, index);
    int first = first(whole);
    Optional<ParsedDeliveryStatus> statement =
        isServerSpecific(first) ? Optional.empty() : whole.withoutAdvice();
    if (statement.isPresent() && !isStated(first, statement.get())) {
      int stated = first(statement.get());
      if (stated >= 0 && compiled[stated].isSure()) {
        return decision.of(stated, statement.get());
      }
      ParsedDeliveryStatus sentences = whole.withoutSentencesOfAdvice();
      if (isAgainstRecipient(first) && !compiled[first].matches(sentences)) {
        return decision.of(first(sentences), sentences);
      }
    }
    return decision.of(first, whole);
  }

  private interface Decision<T> {
    T of(int rule, ParsedDeliveryStatus part);
  }

  private boolean isAgainstRecipient(int rule) {
    return rule >= 0 && compiled[rule].isAgainstRecipient();
  }

  /** The number of the first rule that matches, or -1. */
  private int first(ParsedDeliveryStatus status) {
    BitSet candidates = candidates(status);
    int rule = candidates.nextSetBit(0);
    while (rule >= 0 && !compiled[rule].matches(status)) {
      rule = candidates.nextSetBit(rule + 1);
    }
    return rule;
  }

  /**
   * Words that only one server uses decide even in the advice, because many servers put their code after it.
   */
  private boolean isServerSpecific(int rule) {
    return rule >= 0 && compiled[rule].isServerSpecific();
  }

  /** Whether a rule matches words of the statement, and not only codes or the advice. */
  private boolean isStated(int rule, ParsedDeliveryStatus statement) {
    return rule >= 0 && compiled[rule].words().length > 0 && compiled[rule].matches(statement);
  }

  private Classification answer(int rule, ParsedDeliveryStatus status) {
    return rule < 0
        ? answer(DEFAULT, "")
        : answer(compiled[rule].answer(status), compiled[rule].decidedBy(status));
  }

  /** All rules that match the whole delivery status, advice included, in their order. */
  public List<Rule> matching(DeliveryStatus status) {
    ParsedDeliveryStatus parsed = new ParsedDeliveryStatus(status, index);
    return Arrays.stream(compiled)
        .filter(rule -> rule.matches(parsed))
        .map(rule -> rule.answer(parsed))
        .distinct()
        .toList();
  }

  /** The rule with this id; empty if this book has none. */
  public Optional<Rule> rule(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The rules in their order, without {@link #DEFAULT} and {@link SubstituteRules}. */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * Identifies what this book answers. It changes with every rule, phrase, word class, network and known
   * host, and with the order of the rules. It is the same in every process.
   *
   * @return 64 hexadecimal digits
   */
  public String fingerprint() {
    if (fingerprint.isEmpty()) {
      fingerprint = computeFingerprint();
    }
    return fingerprint;
  }

  private String computeFingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Stream<Rule> substitutes =
          SubstituteRules.rules().stream().sorted(Comparator.comparing(Rule::id));
      Stream.concat(rules.stream(), substitutes)
          .forEach(rule -> digest.update(text(rule).getBytes(StandardCharsets.UTF_8)));
      digest.update(KnownHosts.asText().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /** The whole content of a rule, including the words of the classes that its phrases only name. */
  private static String text(Rule rule) {
    RuleCondition condition = rule.condition();
    return Stream.of(
            rule, parts(condition.words()), parts(condition.and()), parts(condition.without()))
        .map(String::valueOf)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<List<Phrase.Part>> parts(List<Phrase> phrases) {
    return phrases.stream().map(Phrase::parts).toList();
  }

  private static Classification answer(Rule rule, String decidedBy) {
    return new Classification(
        rule.reason(), rule.id(), rule.confidence(), decidedBy, rule.advice());
  }

  /** The rules that may match: those that need no phrase and those that have one in the text. */
  private BitSet candidates(ParsedDeliveryStatus status) {
    BitSet candidates = (BitSet) wordless.clone();
    BitSet phrases = status.phrases();
    for (int phrase = phrases.nextSetBit(0); phrase >= 0; phrase = phrases.nextSetBit(phrase + 1)) {
      for (int rule : rulesOfPhrase[phrase]) {
        candidates.set(rule);
      }
    }
    return candidates;
  }

  private int[][] rulesOfPhrase(int phrases) {
    List<List<Integer>> rulesByPhrase = new ArrayList<>();
    for (int i = 0; i < phrases; i++) {
      rulesByPhrase.add(new ArrayList<>());
    }
    for (int rule = 0; rule < compiled.length; rule++) {
      int[] words = compiled[rule].words();
      if (words.length == 0) {
        wordless.set(rule);
      }
      for (int phrase : words) {
        rulesByPhrase.get(phrase).add(rule);
      }
    }
    return rulesByPhrase.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }
}
