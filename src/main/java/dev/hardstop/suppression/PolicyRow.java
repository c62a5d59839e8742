package dev.hardstop.suppression;

import static dev.hardstop.classification.BounceReason.*;
import static dev.hardstop.classification.Classification.Confidence.HIGH;
import static dev.hardstop.classification.Classification.Confidence.LOW;
import static dev.hardstop.classification.Classification.Confidence.MEDIUM;
import static dev.hardstop.feedback.ComplaintKind.*;
import static dev.hardstop.suppression.PolicyRow.Property.*;
import static dev.hardstop.suppression.VerdictState.*;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.suppression.PolicyTerms.FixedState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policy table: which evidence leads to what. A row states the bounces and complaints it is
 * about, its terms, and its properties, such as what lifts its evidence. All evidence of a row counts
 * together, whatever its reasons. Every classification of an address's bounce and every kind of complaint
 * belongs to exactly one row.
 *
 * <p>No evidence belongs to {@link #MANUAL}, {@link #INCIDENT} or {@link #ERASED}. {@link VerdictEvaluation}
 * takes their state and end from a manual action, an incident or a tombstone. These rows exist only for the
 * README's table, for the order, and for the {@linkplain SuppressionPolicy#fingerprint fingerprint}: their
 * terms and properties decide nothing.
 *
 * <p>The declaration order has two uses. If two verdicts have the same state and the same end, the one whose
 * row is declared later is shown. The evidence of rows after {@link #FORWARDED} is held against the address.
 * The README's table has the rows in the reverse order.
 *
 * <p>CONTRIBUTING.md, "Adding something else", lists what to change to add a row.
 */
enum PolicyRow {
  /** The evidence is kept for diagnosis only. */
  NOT_AGAINST_ADDRESS(
      reasons(
          SENDER_REFUSED,
          SENDER_REPUTATION,
          CONTENT,
          AUTHENTICATION,
          MESSAGE_SIZE,
          RATE_LIMITED,
          AUTO_REPLY,
          UNDETERMINED),
      Set.of(NOT_SPAM, AUTH_FAILURE, VIRUS),
      policy -> new FixedState(CLEAR, "clear: never held against the address"),
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE),

  /** The address left a contact list; the verdict states the day. */
  UNSUBSCRIBED(
      reasons(BounceReason.UNSUBSCRIBED),
      policy -> new FixedState(CLEAR, "clear: the address left one contact list"),
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE,
      COUNTS_FOR_ITS_STREAM),

  /** The evidence arrived through a forward, and would otherwise be held against the address. */
  FORWARDED(
      policy -> new FixedState(WATCHED, "watched at most"), LIFTED_BY_DELIVERY, LIFTED_BY_RELEASE),

  /** Another provider reported a block or a temporary failure without the words of the receiver. */
  IMPORTED_BLOCK(
      reasons(BounceReason.IMPORTED_BLOCK),
      policy -> new FixedState(WATCHED, "watched at most"),
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE),

  /** The address was erased, and its suppression is kept. */
  ERASED(
      policy ->
          new FixedState(SUPPRESSED, "as it was when it was erased, until its end or a release"),
      LIFTED_BY_RELEASE),

  /** The route or a policy prevents the delivery, or a bare code refuses it. */
  BLOCKED(
      reasons(BounceReason.POLICY, NETWORK, ROUTING)
          .or(reasons(MAILBOX_FULL, RECIPIENT_REFUSED).and(confidence(LOW))),
      SuppressionPolicy::blocked,
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE),

  /** The whole domain is at fault. */
  INCIDENT(
      policy -> new FixedState(
          HELD,
          "every address of it held for %d hours from its opening"
              .formatted(Incident.HOLD.toHours())),
      LIFTED_BY_RELEASE),

  /** The mailbox refuses the message. */
  REFUSED(
      reasons(MAILBOX_FULL, RECIPIENT_REFUSED).and(confidence(MEDIUM, HIGH)),
      SuppressionPolicy::refused,
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE),

  /** The address is on SES's global list, from which SES removes it by itself after a while. */
  SES_GLOBAL_LIST(
      reasons(SUPPRESSED_BY_SES).and(globalList()),
      SuppressionPolicy::sesGlobalList,
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE),

  /** Several mailboxes of a domain bounced, because the domain does not exist. */
  NO_SUCH_DOMAIN(
      reasons(INVALID_DOMAIN),
      SuppressionPolicy::invalidDomain,
      LIFTED_BY_RELEASE,
      LIFTED_BY_ENDED_INCIDENT,
      ABOUT_A_DOMAIN),

  /** Another provider stopped mailing the address, without the words of a receiver. */
  IMPORTED_BOUNCE(
      reasons(BounceReason.IMPORTED_BOUNCE),
      policy -> untilDeliveryOrRelease(),
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE),

  /** Strong evidence, but no proof. */
  RECHECKABLE(
      reasons(INVALID_DOMAIN, ACCESS_DENIED, MAILBOX_INACTIVE, SES_PERMANENT)
          .or(reasons(INVALID_RECIPIENT).and(confidence(LOW, MEDIUM))),
      SuppressionPolicy::recheckable,
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE,
      LIFTED_BY_ENDED_INCIDENT),

  /** A complaint that named several recipients: it may be somebody else's. */
  AMBIGUOUS_COMPLAINT(
      Set.of(ONE_OF_SEVERAL),
      SuppressionPolicy::ambiguousComplaint,
      LIFTED_BY_RELEASE_OF_COMPLAINTS,
      COUNTS_FOR_ITS_STREAM),

  /**
   * The address is on another list of SES. SES tries no message until the address is removed from it. Where
   * Hardstop itself decides what is on the account's list, such a refusal only repeats an earlier verdict.
   */
  SES_LIST(
      reasons(SUPPRESSED_BY_SES).and(globalList().or(ownDecisionOfSes()).negate()),
      Set.of(ON_ACCOUNT_LIST),
      policy -> policy.sesList() == SesListMode.FOLLOW
          ? new FixedState(CLEAR, "clear: Hardstop decides what is on that list")
          : untilDeliveryOrRelease(),
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE,
      REFUSAL_OF_SES),

  /**
   * SES refuses the address for a reason of its own: SES listed the address before Hardstop knew it, or SES's
   * validation rates it as invalid.
   */
  SES_DECISION(
      reasons(SUPPRESSED_BY_SES).and(ownDecisionOfSes()),
      policy -> untilDeliveryOrRelease(),
      LIFTED_BY_DELIVERY,
      LIFTED_BY_RELEASE,
      REFUSAL_OF_SES),

  /** The receiver states that the mailbox does not exist. */
  NO_SUCH_MAILBOX(
      reasons(INVALID_RECIPIENT).and(confidence(HIGH)),
      policy -> new FixedState(SUPPRESSED, "suppressed, no end"),
      LIFTED_BY_RELEASE),

  /** A complaint that only this recipient can have made. */
  COMPLAINT(
      Set.of(SOLE),
      policy -> new FixedState(SUPPRESSED, "suppressed, no end"),
      LIFTED_BY_RELEASE_OF_COMPLAINTS,
      COUNTS_FOR_ITS_STREAM),

  /** A manual suppression. */
  MANUAL(
      policy ->
          new FixedState(SUPPRESSED, "suppressed until a release, or until the day that it states"),
      LIFTED_BY_RELEASE);

  /** A property of a row, besides its terms. */
  enum Property {
    /** Its evidence no longer counts after a later delivery. */
    LIFTED_BY_DELIVERY,
    /** Its evidence no longer counts after a later release. */
    LIFTED_BY_RELEASE,
    /** Its evidence no longer counts after a later release that includes complaints. */
    LIFTED_BY_RELEASE_OF_COMPLAINTS,
    /** Its evidence no longer counts if the message was sent on a day of an incident that ended well. */
    LIFTED_BY_ENDED_INCIDENT,
    /**
     * Its evidence counts for the stream of its message only: what a person says about the mail, and
     * not what is wrong with the address. The terms of such a row depend on the newest evidence only,
     * so that the streams can be judged one by one.
     */
    COUNTS_FOR_ITS_STREAM,
    /**
     * SES itself, and not a receiver, refuses the messages as long as its list or its decision stands.
     * Refusals because of the global list are not among them, because SES removes addresses from that list by
     * itself.
     */
    REFUSAL_OF_SES,
    /** It is about the bounces in the dossier of a domain, not of an address. */
    ABOUT_A_DOMAIN
  }

  private static final List<PolicyRow> ROWS = List.of(values());

  private final Predicate<Classification> bounces;
  private final Set<ComplaintKind> complaints;
  private final Function<SuppressionPolicy, PolicyTerms> terms;
  private final Set<Property> properties;

  PolicyRow(Function<SuppressionPolicy, PolicyTerms> terms, Property... properties) {
    this(classification -> false, Set.of(), terms, properties);
  }

  PolicyRow(
      Predicate<Classification> bounces,
      Function<SuppressionPolicy, PolicyTerms> terms,
      Property... properties) {
    this(bounces, Set.of(), terms, properties);
  }

  PolicyRow(
      Set<ComplaintKind> complaints,
      Function<SuppressionPolicy, PolicyTerms> terms,
      Property... properties) {
    this(classification -> false, complaints, terms, properties);
  }

  PolicyRow(
      Predicate<Classification> bounces,
      Set<ComplaintKind> complaints,
      Function<SuppressionPolicy, PolicyTerms> terms,
      Property... properties) {
    this.bounces = bounces;
    this.complaints = complaints;
    this.terms = terms;
    this.properties = Set.of(properties);
  }

  private static Predicate<Classification> reasons(BounceReason... reasons) {
    Set<BounceReason> some = Set.of(reasons);
    return classification -> some.contains(classification.reason());
  }

  private static Predicate<Classification> confidence(Confidence... confidence) {
    Set<Confidence> some = Set.of(confidence);
    return classification -> some.contains(classification.confidence());
  }

  /** SUPPRESSED_BY_SES has three meanings; the ids of these rules tell which one it is. */
  private static Predicate<Classification> globalList() {
    return classification -> classification.ruleId().startsWith("ses.global-list");
  }

  private static Predicate<Classification> ownDecisionOfSes() {
    return classification ->
        Set.of("ses.listed", "ses.address-validation").contains(classification.ruleId());
  }

  private static PolicyTerms untilDeliveryOrRelease() {
    return new FixedState(SUPPRESSED, "suppressed until a later delivery or a release");
  }

  /** The row of a bounce of an address. */
  static PolicyRow of(Classification classification) {
    for (PolicyRow row : ROWS) {
      if (!row.has(ABOUT_A_DOMAIN) && row.isAbout(classification)) {
        return row;
      }
    }
    throw new IllegalStateException("no policy row for " + classification.reason());
  }

  /** The row of a complaint. */
  static PolicyRow of(ComplaintKind kind) {
    for (PolicyRow row : ROWS) {
      if (row.isAbout(kind)) {
        return row;
      }
    }
    throw new IllegalStateException("no policy row for " + kind);
  }

  /** Whether it is about bounces of this classification. */
  boolean isAbout(Classification classification) {
    return bounces.test(classification);
  }

  /** Whether it is about complaints of this kind. */
  boolean isAbout(ComplaintKind kind) {
    return complaints.contains(kind);
  }

  /** The terms by the numbers of this policy. */
  PolicyTerms terms(SuppressionPolicy policy) {
    return terms.apply(policy);
  }

  /** Whether this is true of it. */
  boolean has(Property property) {
    return properties.contains(property);
  }

  /** Whether its evidence is held against the address. */
  boolean isAgainstAddress() {
    return compareTo(FORWARDED) > 0;
  }

  /** Like {@link #isAgainstAddress()}, but false if this policy declares the evidence of the row clear. */
  boolean isAgainstAddress(SuppressionPolicy policy) {
    return isAgainstAddress()
        && !(terms(policy) instanceof FixedState fixed && fixed.state() == CLEAR);
  }

  /**
   * All that this class decides by a policy, as a text: the terms and properties of each row, and the row of
   * each rule, reason, confidence and kind of complaint. It is the same in every process.
   */
  static String asText(SuppressionPolicy policy, RuleBook book) {
    Stream<String> rows =
        ROWS.stream().map(row -> row + ": " + row.terms(policy) + new TreeSet<>(row.properties));
    Stream<String> rules =
        book.rules().stream().map(rule -> rowOf(rule.reason(), rule.id(), rule.confidence()));
    // Stored evidence of rules that no longer exist.
    Stream<String> reasons = Stream.of(BounceReason.values())
        .flatMap(reason ->
            Stream.of(Confidence.values()).map(confidence -> rowOf(reason, "", confidence)));
    Stream<String> complaints =
        Stream.of(ComplaintKind.values()).map(kind -> kind + ": " + of(kind));
    return Stream.of(rows, rules, reasons, complaints)
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static String rowOf(BounceReason reason, String ruleId, Confidence confidence) {
    PolicyRow row = of(new Classification(reason, ruleId, confidence, "", ""));
    return reason + " " + ruleId + " " + confidence + ": " + row;
  }
}
