package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Confidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's verdict table is what the policy does. */
class VerdictTableTest {
  private static final SuppressionPolicy POLICY = SuppressionPolicy.standard();

  @Test
  void theReadmesTableIsThePolicys() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains(table());
  }

  private static String table() {
    SuppressionPolicy.InvalidDomain domain = POLICY.invalidDomain();
    return String.join(
        "\n",
        "| what was said | what follows |",
        "|---|---|",
        row("INVALID_RECIPIENT with high confidence", PolicyRow.NO_SUCH_MAILBOX),
        row("a complaint that names one recipient", PolicyRow.COMPLAINT),
        row(
            "a complaint that names several (`\"ambiguous\": true`)",
            PolicyRow.AMBIGUOUS_COMPLAINT),
        row(
            reasons(PolicyRow.RECHECKABLE) + " with less than high confidence",
            PolicyRow.RECHECKABLE),
        ("| INVALID_DOMAIN at a domain from %d different mailboxes (tags aside) on %d different days"
                + " within %d, nothing delivered to it from %d days before the first; only where"
                + " deliveries are reported (`DeliveryEvents`) | every address of it suppressed for"
                + " %d days, then recheck |")
            .formatted(
                SuppressionPolicy.InvalidDomain.MAILBOXES,
                domain.times(),
                domain.withinDays(),
                domain.quietDays(),
                domain.forDays()),
        row(reasons(PolicyRow.REFUSED) + " with medium or high confidence", PolicyRow.REFUSED),
        row(
            reasons(PolicyRow.BLOCKED) + "; " + reasons(PolicyRow.REFUSED) + " with low confidence",
            PolicyRow.BLOCKED),
        row("SUPPRESSED_BY_SES, its global list", PolicyRow.SES_GLOBAL_LIST),
        row("SUPPRESSED_BY_SES, any other list", PolicyRow.SES_LIST),
        row(
            "a domain incident: nearly all mail bounces at a domain that accepted mail before",
            PolicyRow.INCIDENT),
        row("anything that arrived through a forward", PolicyRow.FORWARDED),
        row(reasons(PolicyRow.UNSUBSCRIBED), PolicyRow.UNSUBSCRIBED),
        row(
            reasons(PolicyRow.NOT_HELD)
                + "; complaints of the types not-spam, auth-failure and virus",
            PolicyRow.NOT_HELD),
        "");
  }

  private static String row(String said, PolicyRow treatment) {
    return "| " + said + " | " + BounceConsequence.of(POLICY, treatment).explanation() + " |";
  }

  private static PolicyRow treatment(BounceReason reason) {
    return PolicyRow.of(
        new Classification(reason, "any.rule", Confidence.MEDIUM, "", reason.advice()));
  }

  /** INVALID_RECIPIENT last: its row goes on with a condition. */
  private static String reasons(PolicyRow treatment) {
    return Arrays.stream(BounceReason.values())
        .filter(reason -> treatment(reason) == treatment)
        .sorted((a, b) -> Boolean.compare(
            a == BounceReason.INVALID_RECIPIENT, b == BounceReason.INVALID_RECIPIENT))
        .map(BounceReason::name)
        .collect(Collectors.joining(", "));
  }
}
