package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.ConfiguredPolicy;
import dev.hardstop.smtp.PrintableText;
import dev.hardstop.suppression.SuppressionPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * The Hardstop that a command works with, and the user's AWS credentials. It is a mixin: a command that needs
 * Hardstop has the field {@code @Mixin Connection connection} and creates it in its constructor. Each client is
 * opened at its first use. The command closes the connection.
 *
 * <p>{@code --stack NAME} (or the variable {@code HARDSTOP_STACK}) is a deployed stack. Its outputs are read from the
 * SSM parameter {@code /hardstop/NAME}, which the stack writes. {@code --url URL} (or {@code HARDSTOP_URL}) is a
 * local system. Its {@code GET /local} answers in the same form. An option takes precedence over the variables.
 */
public final class Connection implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  /** This profile need not be in any file (AWS CLI user guide). */
  private static final String DEFAULT_PROFILE = "default";

  private static final int LARGEST_POOL = 64;
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The stack of Hardstop; its outputs are in the SSM parameter /hardstop/NAME."
          + " Default: the variable HARDSTOP_STACK.")
  private String stackOption;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A local system, such as http://localhost:8080, instead of a stack. Default:"
          + " the variable HARDSTOP_URL.")
  private URI urlOption;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "The profile of your AWS configuration. Credentials in variables are then not used."
              + " Default: the variable AWS_PROFILE.")
  private String profile;

  @Option(names = "--region", paramLabel = "REGION", description = "The AWS region of the stack.")
  private String regionOption;

  private final Console console;
  private SdkHttpClient http;
  private AwsCredentialsProvider credentials;
  private JsonNode outputs;
  private HttpApi api;
  private DynamoDbClient dynamoDb;
  private SqsClient sqs;
  private S3Client s3;

  public Connection(Console console) {
    this.console = requireNonNull(console, "console is null");
  }

  /** A table of dossiers and a client that reaches it. */
  public record ConnectedTable(DynamoDbClient client, String name) {}

  /**
   * Whether this is a local system. Feedback is then posted to its route {@code /feedback} instead of being
   * sent to a queue.
   *
   * @throws CommandException if the user named neither a stack nor a local system, or both
   */
  public boolean isLocal() {
    return url().isPresent();
  }

  /** Whether the user named a stack or a local system. Some commands can do without. */
  public boolean isNamed() {
    return stackOption != null
        || urlOption != null
        || console.variable("HARDSTOP_STACK").isPresent()
        || console.variable("HARDSTOP_URL").isPresent();
  }

  /**
   * Describes this Hardstop: {@code stack hardstop in eu-west-1}, or {@code local system at
   * http://localhost:8080}.
   */
  String description() {
    return url()
        .map(url -> "local system at " + url)
        .orElseGet(() -> "stack " + stack() + " in " + region());
  }

  /** The routes of the HTTP API. A local system has further routes, such as {@code /feedback}. */
  public synchronized HttpApi api() {
    if (api == null) {
      api = url()
          .map(url -> HttpApi.ofLocalSystem(url, http()))
          .orElseGet(() -> new HttpApi(
              apiUrl(),
              Optional.of(new HttpApi.Signature(credentials(), region().id())),
              http()));
    }
    return api;
  }

  /** The table, with the user's own permissions. */
  public synchronized ConnectedTable table() {
    String name = output("TableName");
    if (dynamoDb == null) {
      var builder = DynamoDbClient.builder().httpClient(http());
      dynamoDb = isLocal()
          ? builder
              .endpointOverride(URI.create(output("TableEndpoint")))
              .region(Region.of(output("Region")))
              .credentialsProvider(StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(output("TableAccessKeyId"), "local")))
              .build()
          : builder.region(region()).credentialsProvider(credentials()).build();
    }
    return new ConnectedTable(dynamoDb, name);
  }

  /** The URL of the queue that the feedback function reads; a local system has none. */
  public String queueUrl() {
    return output("QueueUrl");
  }

  /** A client for the queue, which a local system does not have. */
  public synchronized SqsClient sqs() {
    if (sqs == null) {
      sqs = SqsClient.builder()
          .httpClient(http())
          .region(region())
          .credentialsProvider(credentials())
          .build();
    }
    return sqs;
  }

  /** A client for S3, which needs no stack: files are read and written with the user's credentials. */
  public synchronized S3Client s3() {
    if (s3 == null) {
      s3 = S3Client.builder()
          .httpClient(http())
          .region(region())
          .crossRegionAccessEnabled(true)
          .credentialsProvider(credentials())
          .build();
    }
    return s3;
  }

  /** The policy of the stack or of the local system, so that a verdict made here equals that of {@code check}. */
  public SuppressionPolicy policy() {
    Map<String, String> variables = new HashMap<>();
    outputs()
        .path("Variables")
        .properties()
        .forEach(
            variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    return ConfiguredPolicy.of(variables);
  }

  /**
   * An output of the stack (template.yaml, the resource {@code CommandLineParameter}), such as {@code
   * TableName}.
   *
   * @throws CommandException if the stack is older than this output
   */
  public String output(String name) {
    String value = outputs().path(name).asText("");
    if (value.isEmpty()) {
      throw CommandException.usage(
          (isLocal() ? "the local system" : "the parameter " + parameterName()) + " has no " + name
              + ": update it to the version of this command line");
    }
    return value;
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable each : new AutoCloseable[] {dynamoDb, sqs, s3, http}) {
      if (each != null) {
        try {
          each.close();
        } catch (Exception e) {
          throw new IllegalStateException("a client cannot be closed", e);
        }
      }
    }
  }

  private synchronized JsonNode outputs() {
    if (outputs == null) {
      outputs = isLocal() ? api().get("/local") : parameter();
    }
    return outputs;
  }

  private JsonNode parameter() {
    try (SsmClient ssm = SsmClient.builder()
        .httpClient(http())
        .region(region())
        .credentialsProvider(credentials())
        .build()) {
      return JSON.readTree(
          ssm.getParameter(get -> get.name(parameterName())).parameter().value());
    } catch (ParameterNotFoundException e) {
      throw CommandException.usage("there is no parameter " + parameterName() + " in " + region()
          + ": check --stack, --region and --profile, or update a stack that is older than this"
          + " command line");
    } catch (JsonProcessingException e) {
      throw CommandException.usage(
          "the parameter " + parameterName() + " was not written by a stack of Hardstop");
    }
  }

  private String parameterName() {
    return "/hardstop/" + stack();
  }

  /** The local system; empty for a stack. */
  private Optional<URI> url() {
    if (urlOption != null && stackOption != null) {
      throw CommandException.usage("--stack and --url exclude each other");
    }
    Optional<URI> url = Optional.ofNullable(urlOption);
    if (url.isEmpty()
        && stackOption == null
        && console.variable("HARDSTOP_STACK").isEmpty()) {
      url = console.variable("HARDSTOP_URL").map(Connection::uri);
      if (url.isEmpty()) {
        throw CommandException.usage("which Hardstop? Name your stack with --stack NAME, or a local"
            + " system with --url http://localhost:8080 (or set HARDSTOP_STACK or HARDSTOP_URL)");
      }
    }
    url.ifPresent(Connection::requireHttp);
    return url;
  }

  private String stack() {
    return stackOption != null
        ? stackOption
        : console.variable("HARDSTOP_STACK").orElseThrow();
  }

  private URI apiUrl() {
    try {
      URI url = URI.create(output("ApiUrl"));
      requireHttp(url);
      return url;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("the ApiUrl in " + parameterName() + " is not a URL");
    }
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("HARDSTOP_URL is not a URL");
    }
  }

  private static void requireHttp(URI url) {
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isHttp || url.getHost() == null) {
      throw CommandException.usage("the URL must have the form http://localhost:8080");
    }
  }

  private Region region() {
    if (regionOption != null) {
      return Region.of(regionOption);
    }
    try {
      return DefaultAwsRegionProviderChain.builder()
          .profileName(profileName())
          .build()
          .getRegion();
    } catch (SdkException e) {
      throw CommandException.usage(
          "no AWS region is known: name the region of the stack with --region or AWS_REGION");
    }
  }

  /**
   * Returns the credentials of {@code --profile} or, without this option, those that the AWS SDK finds. With the
   * option, the variables {@code AWS_ACCESS_KEY_ID} and so on are not used, because they may belong to another
   * account (AWS CLI user guide, "Configuration settings and precedence").
   */
  private synchronized AwsCredentialsProvider credentials() {
    if (credentials == null) {
      credentials = profile != null
          ? ProfileCredentialsProvider.create(profileName())
          : DefaultCredentialsProvider.builder().profileName(profileName()).build();
    }
    return credentials;
  }

  private String profileName() {
    String name =
        profile != null ? profile : ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    if (!name.equals(DEFAULT_PROFILE)
        && ProfileFile.defaultProfileFile().profile(name).isEmpty()) {
      throw CommandException.usage("there is no profile " + PrintableText.of(name)
          + " in your AWS configuration: check --profile and the variable AWS_PROFILE");
    }
    return name;
  }

  private synchronized SdkHttpClient http() {
    if (http == null) {
      http = ApacheHttpClient.builder()
          .maxConnections(LARGEST_POOL)
          .connectionTimeout(CONNECTION_TIMEOUT)
          .socketTimeout(SOCKET_TIMEOUT)
          .build();
    }
    return http;
  }
}
