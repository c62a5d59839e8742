package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules in their order: the first that matches answers. Immutable; safe for many threads.
 *
 * <p>A question takes time linear in the text, which is bounded, however hostile it is: one pass of
 * one automaton finds all phrases of the book, and only rules that have one of theirs in the text,
 * or need none, are asked.
 */
public final class RuleBook {
  /** The rule that answers where no other does. */
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

  /** The rules that need no phrase, as a set of bits. */
  private final long[] wordless;

  /** By phrase: the rules that have it among their words. */
  private final int[][] rulesOfPhrase;

  private RuleBook(List<Rule> rules, Map<String, Rule> byId) {
    this.rules = rules;
    this.byId = byId;
    PhraseNumbers numbers = new PhraseNumbers();
    this.compiled = rules.stream()
        .map(rule -> new CompiledRule(rule, numbers::of))
        .toArray(CompiledRule[]::new);
    this.index = new PhraseIndex(numbers.phrases());
    this.wordless = new long[(compiled.length + 63) / 64];
    this.rulesOfPhrase = rulesOfPhrase(numbers.phrases().size());
  }

  /**
   * A book of these rules, in this order.
   *
   * @throws IllegalArgumentException when two rules have one id, or a rule asks nothing; the message
   *     names the rule
   */
  public static RuleBook of(List<Rule> rules) {
    Map<String, Rule> byId = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (!rule.condition().hasMatcher()) {
        throw new IllegalArgumentException("rule " + rule.id() + " has no matcher");
      }
      if (byId.put(rule.id(), rule) != null) {
        throw new IllegalArgumentException("rule " + rule.id() + " is there twice");
      }
    }
    ownRules().forEach(own -> {
      if (byId.put(own.id(), own) != null) {
        throw new IllegalArgumentException("rule " + own.id() + " is there twice");
      }
    });
    return new RuleBook(List.copyOf(rules), byId);
  }

  /** The rules that no file has: the last one, and those that answer in the place of others. */
  private static Stream<Rule> ownRules() {
    return Stream.of(List.of(DEFAULT), TemporaryReply.rules(), OthersDomain.rules())
        .flatMap(Collection::stream);
  }

  /** The same book with one rule in the place of the one that has its id. */
  public RuleBook with(Rule changed) {
    requireNonNull(changed, "changed is null");
    return of(rules.stream().map(r -> r.id().equals(changed.id()) ? changed : r).toList());
  }

  /**
   * What this delivery status means; {@link BounceReason#UNDETERMINED} where no rule matches. Where a
   * rule answers by its codes or by words of the advice alone, a rule that is sure of the words before
   * the advice comes first: "User unknown. Please check your SPF record" is about a user. Sentences of
   * advice alone hold nothing against a recipient: "Rejected. Help: when an address does not exist" does
   * not say that this one does not.
   */
  public Classification classify(DeliveryStatus said) {
    ParsedDeliveryStatus whole = new ParsedDeliveryStatus(said, index);
    int first = first(whole);
    Optional<ParsedDeliveryStatus> statement =
        isOfOneServer(first) ? Optional.empty() : whole.withoutAdvice();
    if (statement.isPresent() && !isStated(first, statement.get())) {
      int stated = first(statement.get());
      if (stated >= 0 && compiled[stated].isSure()) {
        return answer(stated, statement.get());
      }
      ParsedDeliveryStatus sentences = whole.withoutSentencesOfAdvice();
      if (isAgainstRecipient(first) && !compiled[first].answers(sentences)) {
        return answer(first(sentences), sentences);
      }
    }
    return answer(first, whole);
  }

  private boolean isAgainstRecipient(int rule) {
    return rule >= 0 && compiled[rule].isAgainstRecipient();
  }

  /** The number of the first rule that answers, -1 where none does. */
  private int first(ParsedDeliveryStatus reading) {
    long[] candidates = candidates(reading);
    int next = removeFirst(candidates);
    while (next >= 0 && !compiled[next].answers(reading)) {
      next = removeFirst(candidates);
    }
    return next;
  }

  /** One server's own words decide wherever they stand: many put their code behind the advice. */
  private boolean isOfOneServer(int rule) {
    return rule >= 0 && compiled[rule].isOfOneServer();
  }

  /** Whether a rule answers because of the statement's words, not of its codes or of the advice. */
  private boolean isStated(int rule, ParsedDeliveryStatus statement) {
    return rule >= 0 && compiled[rule].words().length > 0 && compiled[rule].answers(statement);
  }

  private Classification answer(int rule, ParsedDeliveryStatus reading) {
    return rule < 0
        ? answer(DEFAULT, "")
        : answer(compiled[rule].answer(reading), compiled[rule].decidedBy(reading));
  }

  /** All rules that would answer the whole of this delivery status, advice included, in their order. */
  public List<Rule> fitting(DeliveryStatus said) {
    ParsedDeliveryStatus reading = new ParsedDeliveryStatus(said, index);
    return Arrays.stream(compiled)
        .filter(rule -> rule.answers(reading))
        .map(rule -> rule.answer(reading))
        .distinct()
        .toList();
  }

  /** The rule of this id, empty where today's book has none. */
  public Optional<Rule> rule(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All rules in their order, without {@link #DEFAULT} and those that answer in the place of others. */
  public List<Rule> rules() {
    return rules;
  }

  private static Classification answer(Rule rule, String decidedBy) {
    return new Classification(
        rule.reason(), rule.id(), rule.confidence(), decidedBy, rule.advice());
  }

  /** The rules that may answer: those that need no phrase, and those that have one in the text. */
  private long[] candidates(ParsedDeliveryStatus reading) {
    long[] candidates = wordless.clone();
    long[] found = reading.phrases();
    for (int i = 0; i < found.length; i++) {
      for (long bits = found[i]; bits != 0; bits &= bits - 1) {
        for (int rule : rulesOfPhrase[i * 64 + Long.numberOfTrailingZeros(bits)]) {
          candidates[rule >> 6] |= 1L << rule;
        }
      }
    }
    return candidates;
  }

  private static int removeFirst(long[] bits) {
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] != 0) {
        int first = i * 64 + Long.numberOfTrailingZeros(bits[i]);
        bits[i] &= bits[i] - 1;
        return first;
      }
    }
    return -1;
  }

  private int[][] rulesOfPhrase(int phrases) {
    List<List<Integer>> rulesByPhrase = new ArrayList<>();
    for (int i = 0; i < phrases; i++) {
      rulesByPhrase.add(new ArrayList<>());
    }
    for (int rule = 0; rule < compiled.length; rule++) {
      int[] words = compiled[rule].words();
      if (words.length == 0) {
        wordless[rule >> 6] |= 1L << rule;
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
