package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What failures of the real SDK mean to the user, in words that are not the SDK's. */
class AwsFailureTest {
  @Test
  void aHostThatCannotBeResolvedIsAQuestionOfRegionOrNetwork() {
    try (SsmClient ssm = SsmClient.builder()
        .httpClientBuilder(ApacheHttpClient.builder())
        .region(Region.of("eu-west-1"))
        .endpointOverride(URI.create("https://ssm.no-such-region.invalid"))
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(override -> override.retryStrategy(b -> b.maxAttempts(1)))
        .build()) {
      assertThat(messageOf(() -> ssm.getParameter(get -> get.name("/hardstop/x"))))
          .isEqualTo("the host name of AWS cannot be resolved: check --region and the network");
    }
  }

  @Test
  void aProfileWithoutCredentialsIsNamedAsSuch(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("credentials"), "[other]\n");
    DefaultCredentialsProvider provider = DefaultCredentialsProvider.builder()
        .profileFile(() -> ProfileFile.builder()
            .content(file)
            .type(ProfileFile.Type.CREDENTIALS)
            .build())
        .profileName("nobody")
        .build();
    assertThat(messageOf(provider::resolveCredentials))
        .startsWith("there are no usable AWS credentials:")
        .doesNotContain("ProfileFile(")
        .doesNotContain("software.amazon");
  }

  private static String messageOf(Runnable call) {
    SdkException failed = catchThrowableOfType(SdkException.class, call::run);
    return AwsFailure.of(failed).getMessage();
  }
}
