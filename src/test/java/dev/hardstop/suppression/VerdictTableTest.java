package dev.hardstop.suppression;

import static dev.hardstop.classification.BounceReason.INVALID_DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.suppression.PolicyRow.Property;
import dev.hardstop.suppression.PolicyTerms.WholeDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's verdict table is the policy table, the gravest row first. */
class VerdictTableTest {
  private static final SuppressionPolicy POLICY = SuppressionPolicy.standard();

  /** The README's words for evidence that is more than a reason and a confidence. */
  private static final Map<PolicyRow, String> EVIDENCE = Map.ofEntries(
      Map.entry(PolicyRow.MANUAL, "a manual suppression"),
      Map.entry(PolicyRow.COMPLAINT, "a complaint that names one recipient"),
      Map.entry(PolicyRow.SES_LIST, "SUPPRESSED_BY_SES, any list but its global one"),
      Map.entry(
          PolicyRow.SES_DECISION,
          "SUPPRESSED_BY_SES, on its list before Hardstop (`ses.listed`) or rated as invalid by its validation"),
      Map.entry(
          PolicyRow.AMBIGUOUS_COMPLAINT, "a complaint that names several (`\"ambiguous\": true`)"),
      Map.entry(PolicyRow.NO_SUCH_DOMAIN, noSuchDomain(POLICY.invalidDomain())),
      Map.entry(PolicyRow.SES_GLOBAL_LIST, "SUPPRESSED_BY_SES, its global list"),
      Map.entry(
          PolicyRow.INCIDENT,
          "a domain incident: nearly all mail bounces at a domain that accepted mail before"),
      Map.entry(PolicyRow.FORWARDED, "anything that arrived through a forward"),
      Map.entry(
          PolicyRow.IMPORTED_BOUNCE,
          "IMPORTED_BOUNCE: imported without a receiver's words, from a list that was enforced until its export"),
      Map.entry(PolicyRow.ERASED, "an erased address whose suppression is kept"));

  @Test
  void theReadmesTableIsThePolicyTable() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains(table());
  }

  @Test
  void everyBounceAndEveryComplaintBelongsToExactlyOneRow() {
    assertThat(classifications())
        .allSatisfy(classification -> assertThat(PolicyRow.values())
            .filteredOn(row -> !row.has(Property.ABOUT_A_DOMAIN) && row.isAbout(classification))
            .containsExactly(PolicyRow.of(classification)));
    assertThat(ComplaintKind.values())
        .allSatisfy(kind -> assertThat(PolicyRow.values())
            .filteredOn(row -> row.isAbout(kind))
            .containsExactly(PolicyRow.of(kind)));
  }

  private static Stream<Classification> classifications() {
    return Stream.of(BounceReason.values())
        .flatMap(reason -> Stream.of(Confidence.values())
            .flatMap(confidence -> Stream.of("any.rule", "ses.global-list", "ses.listed")
                .map(rule -> classification(reason, rule, confidence))));
  }

  private static String table() {
    List<PolicyRow> gravestFirst = new ArrayList<>(List.of(PolicyRow.values()));
    Collections.reverse(gravestFirst);
    return "| evidence | verdict |\n|---|---|\n"
        + gravestFirst.stream()
            .map(row -> "| %s | %s |\n".formatted(evidence(row), verdict(row)))
            .collect(Collectors.joining());
  }

  private static String verdict(PolicyRow row) {
    String verdict = row.terms(POLICY).explanation();
    String following = row.terms(POLICY.with(SesListMode.FOLLOW)).explanation();
    return following.equals(verdict) ? verdict : verdict + "; with `SesList=follow` " + following;
  }

  private static String evidence(PolicyRow row) {
    return Stream.of(EVIDENCE.getOrDefault(row, bounces(row)), complaints(row))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "))
        + (row.has(Property.COUNTS_FOR_ITS_STREAM) ? ", for its stream" : "");
  }

  /** Such as {@code POLICY, NETWORK; MAILBOX_FULL with low confidence}. */
  private static String bounces(PolicyRow row) {
    Map<Set<Confidence>, List<BounceReason>> reasons = new LinkedHashMap<>();
    for (BounceReason reason : BounceReason.values()) {
      Set<Confidence> confidence = EnumSet.noneOf(Confidence.class);
      Stream.of(Confidence.values())
          .filter(some -> PolicyRow.of(classification(reason, "any.rule", some)) == row)
          .forEach(confidence::add);
      if (!confidence.isEmpty()) {
        reasons.computeIfAbsent(confidence, added -> new ArrayList<>()).add(reason);
      }
    }
    return reasons.entrySet().stream()
        .sorted((a, b) -> b.getKey().size() - a.getKey().size())
        .map(entry -> names(entry.getValue().stream(), ", ") + with(entry.getKey()))
        .collect(Collectors.joining("; "));
  }

  private static String with(Set<Confidence> confidence) {
    return confidence.size() == Confidence.values().length
        ? ""
        : " with " + names(confidence.stream(), " or ").toLowerCase(Locale.ROOT) + " confidence";
  }

  private static String complaints(PolicyRow row) {
    List<ComplaintKind> kinds = Arrays.stream(ComplaintKind.values())
        .filter(kind -> PolicyRow.of(kind) == row)
        .toList();
    return EVIDENCE.containsKey(row) || kinds.isEmpty()
        ? ""
        : "complaints of the types "
            + names(kinds.stream(), ", ").toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String noSuchDomain(WholeDomain terms) {
    return ("%s at a domain from %d different mailboxes (tags aside) on %d different days within %d,"
            + " nothing delivered to it from %d days before the first; only where deliveries are"
            + " reported (`DeliveryEvents`)")
        .formatted(
            INVALID_DOMAIN,
            WholeDomain.MAILBOXES,
            terms.times(),
            terms.withinDays(),
            terms.quietDays());
  }

  private static String names(Stream<? extends Enum<?>> constants, String separator) {
    return constants.map(Enum::name).collect(Collectors.joining(separator));
  }

  private static Classification classification(
      BounceReason reason, String ruleId, Confidence confidence) {
    return new Classification(reason, ruleId, confidence, "", reason.advice());
  }
}
