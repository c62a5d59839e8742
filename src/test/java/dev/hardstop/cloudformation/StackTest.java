package dev.hardstop.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Stack} resolves templates correctly. */
class StackTest {
  @TempDir
  Path folder;

  @Test
  void functionsAreResolvedWithTheParameters() throws IOException {
    JsonNode properties = properties("""
        A: !Ref Sets
        B: !Join [";", !Ref Sets]
        C: !Sub "${AWS::Region}/${Topic}/${Topic.Arn}/${Own}"
        D: !Sub ["x${Own}", { Own: !Select0 }]
        """.replace("!Select0", "!Join [\"\", [a, !Ref Own]]"));
    assertThat(properties.path("A").toString()).isEqualTo("[\"one\",\"two\"]");
    assertThat(properties.path("B").asText()).isEqualTo("one;two");
    assertThat(properties.path("C").asText()).isEqualTo("eu-central-1/${Topic}/${Topic.Arn}/own");
    assertThat(properties.path("D").asText()).isEqualTo("xaown");
  }

  @Test
  void conditionsSelectAndOmitValues() throws IOException {
    JsonNode properties = properties("""
        A: !If [HasOwn, yes it has, no]
        B: !If [HasNone, there, !Ref "AWS::NoValue"]
        C: [1, !If [HasNone, 2, !Ref "AWS::NoValue"], 3]
        """);
    assertThat(properties.path("A").asText()).isEqualTo("yes it has");
    assertThat(properties.has("B")).isFalse();
    assertThat(properties.path("C")).hasSize(2);
  }

  /** CloudFormation refuses such a template. */
  @Test
  void aDelimiterThatIsNotALiteralIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> properties("A: !Join [!Sub \",${Own}\", !Ref Sets]"))
        .withMessageContaining("delimiter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> properties("A: !Split [!Ref Own, a]"))
        .withMessageContaining("delimiter");
  }

  @Test
  void aReferenceToAMissingElementIsAnError() {
    for (String text : new String[] {
      "A: !Ref Tpic", "A: !Sub \"${Tpic.Arn}\"", "A: !GetAtt Tpic.Arn", "A: !If [Never, 1, 2]"
    }) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> properties(text))
          .withMessageContaining("there is no");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> properties("A: !Cidr [a, b, c]"));
  }

  @Test
  void parametersMustHaveValuesThatTheTemplateAllows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stack.of(file("A: 1"), Map.of("Own", "OWN")))
        .withMessageContaining("small letters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stack.of(file("A: 1"), Map.of("Other", "x")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stack.of(file("A: 1"), Map.of("Size", "11")));
  }

  @Test
  void anUnsatisfiedRuleRejectsTheParameters() throws IOException {
    assertThat(Stack.of(file("A: 1"), Map.of()).refusals()).isEmpty();
    assertThat(Stack.of(file("A: 1"), Map.of("Own", "bad")).refusals())
        .containsExactly("not bad, please");
  }

  private JsonNode properties(String text) throws IOException {
    return Stack.of(file(text), Map.of()).properties("Topic");
  }

  private Path file(String properties) throws IOException {
    return Files.writeString(folder.resolve("template.yaml"), """
        Parameters:
          Sets: { Type: CommaDelimitedList, Default: "one, two" }
          Own: { Type: String, Default: own, AllowedPattern: "[a-z]*", ConstraintDescription: small letters }
          Size: { Type: Number, Default: 5, MinValue: 1, MaxValue: 10 }
        Rules:
          Good:
            RuleCondition: !Not [!Equals [!Ref Own, ""]]
            Assertions:
              - { Assert: !Not [!Equals [!Ref Own, bad]], AssertDescription: "not bad, please" }
        Conditions:
          HasOwn: !Not [!Equals [!Ref Own, ""]]
          HasNone: !And [!Condition HasOwn, !Equals [!Ref Own, ""]]
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
        """ + properties.indent(6));
  }
}
