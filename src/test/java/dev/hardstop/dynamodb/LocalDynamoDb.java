package dev.hardstop.dynamodb;

import java.net.InetAddress;
import java.net.URI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, in memory, on a free port of the loopback interface. It is empty
 * at first, and its contents are lost when it is closed.
 *
 * <p>Its handler runs on our own HTTP server, because DynamoDB Local's main class would start
 * telemetry.
 */
public final class LocalDynamoDb implements AutoCloseable {

  /** Region and access key: other values would see other tables. */
  public static final String REGION = "eu-central-1";

  public static final String ACCESS_KEY_ID = "test";
  public static final String SECRET_ACCESS_KEY = "test";

  private final LocalDynamoDBServerHandler handler;
  private final Server server;
  private final URI endpoint;

  private LocalDynamoDb(LocalDynamoDBServerHandler handler, Server server, URI endpoint) {
    this.handler = handler;
    this.server = server;
    this.endpoint = endpoint;
  }

  /** Starts one and returns when it answers requests, after a second or two. */
  public static LocalDynamoDb start() {
    return startBehind(new Handler.Wrapper());
  }

  /** Starts one whose requests first pass another handler. */
  public static LocalDynamoDb startBehind(Handler.Wrapper first) {
    LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(
        new LocalDynamoDBRequestHandler(0, true, null, false, false), null);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    first.setHandler(handler);
    server.setHandler(first);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not start", e);
    }
    URI endpoint = URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
    return new LocalDynamoDb(handler, server, endpoint);
  }

  /** Scheme, host and port. */
  public URI endpoint() {
    return endpoint;
  }

  /** A new client, which the caller closes. */
  public DynamoDbClient client() {
    return configured(DynamoDbClient.builder()).build();
  }

  /** A new client whose requests are watched, which the caller closes. */
  public DynamoDbClient client(ExecutionInterceptor interceptor) {
    return configured(DynamoDbClient.builder())
        .overrideConfiguration(override -> override.addExecutionInterceptor(interceptor))
        .build();
  }

  /** A new client for the streams of its tables, which the caller closes. */
  public DynamoDbStreamsClient streamsClient() {
    return configured(DynamoDbStreamsClient.builder()).build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(StaticCredentialsProvider.create(
            AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY)))
        .httpClientBuilder(ApacheHttpClient.builder());
  }

  @Override
  public void close() {
    try {
      server.stop();
      handler.close();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not stop", e);
    }
  }
}
