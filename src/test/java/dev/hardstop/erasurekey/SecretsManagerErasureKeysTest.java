package dev.hardstop.erasurekey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.local.WireServer;
import dev.hardstop.suppression.ErasureKeys.ErasureKey;
import dev.hardstop.suppression.TableUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A stand-in answers as the Secrets Manager API reference describes GetSecretValue. */
class SecretsManagerErasureKeysTest {
  private static final String ARN =
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:hardstop-A1b2C3";
  private static final String OLD = "old-0123456789012345678901234567890";
  private static final String NEW = "new-0123456789012345678901234567890";

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private WireServer server;
  private int status = 200;
  private String secret = OLD;

  @BeforeEach
  void start() throws IOException {
    server = WireServer.start(this::answer);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theSecretIsReadOnceWhenItIsNeededAndNotBefore() {
    SecretsManagerErasureKeys keys = keys();
    assertThat(keys.areConfigured()).isTrue();
    assertThat(asked).isEmpty();
    assertThat(keys.read(Set.of())).containsExactly(ErasureKey.of(OLD));
    assertThat(keys.read(Set.of(ErasureKey.of(OLD).id()))).hasSize(1);
    assertThat(asked)
        .singleElement()
        .satisfies(request -> assertThat(request)
            .contains("secretsmanager.GetSecretValue", "/eu-central-1/secretsmanager/aws4_request")
            .contains("{\"SecretId\":\"" + ARN + "\"}"));
  }

  @Test
  void afterARotationItIsReadAgainWhenTheNewKeyIsNeeded() {
    SecretsManagerErasureKeys keys = keys();
    keys.read(Set.of());
    secret = NEW + "\n" + OLD + "\n";
    assertThat(keys.read(Set.of(ErasureKey.of(NEW).id())))
        .containsExactly(ErasureKey.of(NEW), ErasureKey.of(OLD));
    assertThat(asked).hasSize(2);
  }

  @Test
  void aKeyThatIsNoLongerThereIsAnErrorEachTime() {
    SecretsManagerErasureKeys keys = keys();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> keys.read(Set.of("another")))
          .isInstanceOf(TableUnavailableException.class)
          .hasMessageContaining("no longer in the secret");
    }
  }

  @Test
  void aFailureIsNotRemembered() {
    SecretsManagerErasureKeys keys = keys();
    status = 400;
    assertThatThrownBy(() -> keys.read(Set.of()))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("400");
    status = 200;
    assertThat(keys.read(Set.of())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "too-short", "a\nb"})
  void aSecretThatIsNoKeyIsAnErrorThatDoesNotRepeatIt(String text) {
    secret = text;
    assertThatThrownBy(() -> keys().read(Set.of()))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("at least 32 characters")
        .hasMessageNotContaining("too-short");
  }

  @Test
  void withoutAnArnThereIsNoKey() {
    SecretsManagerErasureKeys none =
        new SecretsManagerErasureKeys(Optional.of(""), Optional.empty(), Optional.empty());
    assertThat(none.areConfigured()).isFalse();
    assertThatThrownBy(() -> none.read(Set.of())).isInstanceOf(TableUnavailableException.class);
    assertThat(asked).isEmpty();
  }

  private SecretsManagerErasureKeys keys() {
    return new SecretsManagerErasureKeys(
        Optional.of(ARN),
        Optional.of(URI.create("http://" + server.hostAndPort())),
        Optional.of(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))));
  }

  private WireServer.Answer answer(WireServer.Request request) {
    asked.add(request.headers().get("x-amz-target") + " "
        + request.headers().get("authorization") + " "
        + new String(request.body(), UTF_8));
    String body = "{\"SecretString\":\"" + secret.replace("\n", "\\n") + "\"}";
    return new WireServer.Answer(status, Map.of(), body.getBytes(UTF_8));
  }
}
