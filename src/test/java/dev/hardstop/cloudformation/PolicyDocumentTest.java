package dev.hardstop.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.hardstop.cloudformation.PolicyDocument.Request;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link PolicyDocument} evaluates policies correctly. */
class PolicyDocumentTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:feedback";

  @Test
  void aCallThatNoStatementAllowsIsDeniedAndADenyStatementWins() throws JsonProcessingException {
    PolicyDocument policy = policy("""
        - { Effect: Allow, Action: "sns:*", Resource: "arn:aws:sns:*:*:*" }
        - { Effect: Deny, Action: sns:DeleteTopic, Resource: "*" }
        """);
    assertThat(policy.allows(Request.ofRole("sns:Publish", TOPIC, Map.of()))).isTrue();
    assertThat(policy.allows(Request.ofRole("sns:DeleteTopic", TOPIC, Map.of())))
        .isFalse();
    assertThat(policy.allows(Request.ofRole("sqs:SendMessage", TOPIC, Map.of())))
        .isFalse();
  }

  @Test
  void aStarOfAnArnEndsWithItsPart() throws JsonProcessingException {
    PolicyDocument policy = policy(
        "- { Effect: Allow, Action: ses:SendEmail, Resource: \"arn:aws:ses:*:1:identity/*\" }");
    assertThat(allows(policy, "arn:aws:ses:eu-central-1:1:identity/a@example.com"))
        .isTrue();
    assertThat(allows(policy, "arn:aws:ses:eu-central-1:2:identity/a@example.com"))
        .isFalse();
    assertThat(allows(policy, "arn:aws:ses:x:2:y:1:identity/a")).isFalse();
  }

  private static boolean allows(PolicyDocument policy, String resource) {
    return policy.allows(Request.ofRole("ses:SendEmail", resource, Map.of()));
  }

  @Test
  void everyOperatorAndKeyOfAConditionMustHoldForOneOfItsValues() throws JsonProcessingException {
    PolicyDocument policy = policy("""
        - Effect: Allow
          Principal: { Service: ses.amazonaws.com }
          Action: sns:Publish
          Resource: "*"
          Condition:
            StringEquals: { AWS:SourceAccount: "1" }
            ArnLike: { AWS:SourceArn: ["arn:aws:ses:r:1:a/*", "arn:aws:ses:r:1:b/*"] }
        """);
    assertThat(policy.allows(published("ses.amazonaws.com", "1", "arn:aws:ses:r:1:b/x")))
        .isTrue();
    assertThat(policy.allows(published("ses.amazonaws.com", "2", "arn:aws:ses:r:1:b/x")))
        .isFalse();
    assertThat(policy.allows(published("ses.amazonaws.com", "1", "arn:aws:ses:r:1:c/x")))
        .isFalse();
    assertThat(policy.allows(published("sns.amazonaws.com", "1", "arn:aws:ses:r:1:b/x")))
        .isFalse();
    assertThat(policy.allows(new Request(
            "ses.amazonaws.com", "sns:Publish", TOPIC, Map.of("aws:SourceAccount", "1"))))
        .isFalse();
  }

  private static Request published(String service, String account, String arn) {
    return new Request(
        service, "sns:Publish", TOPIC, Map.of("aws:SourceAccount", account, "aws:SourceArn", arn));
  }

  @Test
  void anUnsupportedConstructIsAnError() throws JsonProcessingException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy("- { Effect: Allow, NotAction: x, Resource: \"*\" }"));
    PolicyDocument policy = policy("""
        - Effect: Allow
          Action: a:B
          Resource: "*"
          Condition: { StringNotLike: { a: b } }
        """);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.allows(Request.ofRole("a:B", "*", Map.of("a", "c"))));
  }

  private static PolicyDocument policy(String statements) throws JsonProcessingException {
    return PolicyDocument.of(new YAMLMapper().readTree("Statement:\n" + statements.indent(2)));
  }
}
