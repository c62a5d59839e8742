package dev.hardstop.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Policy} evaluates policies correctly. */
class PolicyTest {
  private static final Call READ = new Call("dynamodb:BatchGetItem", "Table.Arn");
  private static final Call QUERY = new Call("dynamodb:Query", "${Table.Arn}/index/byHour");

  @TempDir
  Path folder;

  @Test
  void aCallThatNoStatementAllowsIsDenied() throws IOException {
    Policy policy =
        policy("- { Effect: Allow, Action: dynamodb:BatchGetItem, Resource: Table.Arn }");
    assertThat(policy.allows(READ)).isTrue();
    assertThat(policy.allows(new Call("dynamodb:UpdateItem", "Table.Arn"))).isFalse();
    assertThat(policy.allows(new Call("dynamodb:BatchGetItem", "table/other"))).isFalse();
    assertThat(policy.allows(new Call("dynamodb:BatchGetItem", "*"))).isFalse();
  }

  @Test
  void oneDenyStatementOverridesEveryAllowStatement() throws IOException {
    Policy policy = policy("""
        - { Effect: Allow, Action: "dynamodb:*", Resource: Table.Arn }
        - { Effect: Deny, Action: dynamodb:BatchGetItem, Resource: "*" }
        """);
    assertThat(policy.allows(READ)).isFalse();
    assertThat(policy.allows(new Call("dynamodb:UpdateItem", "Table.Arn"))).isTrue();
  }

  @Test
  void aStarMatchesAnyText() throws IOException {
    Policy policy =
        policy("- { Effect: Allow, Action: dynamodb:Query, Resource: \"${Table.Arn}/index/*\" }");
    assertThat(policy.allows(QUERY)).isTrue();
    assertThat(policy.allows(new Call("dynamodb:Query", "Table.Arn"))).isFalse();
    assertThat(policy.allows(new Call("dynamodb:Scan", QUERY.resource()))).isFalse();
  }

  @Test
  void anUnusedGrantIsFound() throws IOException {
    Policy policy = policy("""
        - { Effect: Allow, Action: [dynamodb:BatchGetItem, dynamodb:DeleteItem], Resource: Table.Arn }
        - { Effect: Allow, Action: dynamodb:Query, Resource: "${Table.Arn}/index/*" }
        """);
    assertThat(policy.unused(Set.of(READ, QUERY)))
        .containsExactly(new Call("dynamodb:DeleteItem", "Table.Arn"));
    assertThat(policy.unused(Set.of(READ))).hasSize(2);
  }

  @Test
  void anUnsupportedConstructIsAnError() {
    assertThatThrownBy(() -> policy("- { Effect: Allow, NotAction: x, Resource: \"*\" }"))
        .hasMessageContaining("NotAction");
  }

  @Test
  void anUnknownServiceIsAnError() {
    assertThat(Call.action("Sns", "PublishBatch")).isEqualTo("sns:Publish");
    assertThat(Call.action("SesV2", "SendEmail")).isEqualTo("ses:SendEmail");
    assertThatThrownBy(() -> Call.action("S3", "GetObject"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Policy policy(String statements) throws IOException {
    String yaml = """
        Resources:
          Function:
            Type: AWS::Serverless::Function
            Properties:
              Role: !GetAtt Role.Arn
              Environment: { Variables: { QUARKUS_LAMBDA_HANDLER: check } }
          Role:
            Type: AWS::IAM::Role
            Properties:
              Policies:
                - PolicyDocument:
                    Statement:
        """ + statements.indent(14);
    Path file = Files.writeString(folder.resolve("template.yaml"), yaml);
    return Policy.of(Template.of(file), "check");
  }
}
