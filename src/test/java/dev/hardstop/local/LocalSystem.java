package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.cli.HttpApi;
import dev.hardstop.cli.export.ListExport;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.console.ConsolePage;
import dev.hardstop.console.LoopbackServer;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Hardstop without AWS: {@code ./mvnw -q -DskipTests package exec:java@local}.
 *
 * <p>It listens on the loopback interface only and ends, with every process it started, on SIGINT,
 * SIGTERM and SIGHUP. All of its data is then gone.
 */
public final class LocalSystem implements AutoCloseable {
  /** The name of the table. */
  public static final String TABLE = "hardstop-local";

  private static final String CHANGE_TOPIC = "ChangeTopic";

  /** How many writes DynamoDB accepts in a BatchWriteItem. */
  private static final int MOST_IN_A_BATCH = 25;

  /**
   * A time-out for a JVM that has just started on a busy machine, which is slower than any function
   * on Lambda.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalSettings settings;
  private final StartedResources started = new StartedResources();
  private final Map<String, Environments> functions = new HashMap<>();
  private final List<StreamMapping> streams = new ArrayList<>();
  private LoopbackServer server;
  private LocalDynamoDb database;
  private AwsStub aws;
  private Stack stack;
  private Deployment deployment;
  private FunctionPackage code;

  private LocalSystem(LocalSettings settings) {
    this.settings = settings;
  }

  public static void main(String... args) throws InterruptedException {
    LocalSystem system = new LocalSystem(settings());
    Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
    try {
      system.start();
      System.out.println(StartMessage.to(system.address()));
    } catch (IOException
        | FunctionInitException
        | IllegalStateException
        | IllegalArgumentException e) {
      system.giveUp(e);
    }
    new CountDownLatch(1).await();
  }

  /**
   * Starts the whole system and returns when it answers.
   *
   * @throws BindException when the port is taken
   * @throws NoSuchFileException when the package is missing
   * @throws FunctionInitException when a function does not come up
   * @throws IllegalArgumentException when the template does not admit a parameter
   */
  public static LocalSystem start(LocalSettings settings)
      throws IOException, FunctionInitException, InterruptedException {
    LocalSystem system = new LocalSystem(settings);
    try {
      system.start();
      return system;
    } catch (IOException | FunctionInitException | InterruptedException | RuntimeException e) {
      system.close();
      throw e;
    }
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  public URI address() {
    return URI.create("http://" + server.hostAndPort());
  }

  /** The database with the table of all functions. */
  public LocalDynamoDb database() {
    return database;
  }

  /** A process of the function of a handler. */
  public ExecutionEnvironment function(String handler) {
    return environments(handler).first();
  }

  /** The mails that watch sent, the oldest first. */
  List<Mailbox.Mail> mails() {
    return new Mailbox(aws).mails();
  }

  /** The stand-ins for SES, SNS and SQS. */
  AwsStub aws() {
    return aws;
  }

  /**
   * Empties the table and SES's list, and forgets events and mails. Nothing that was written before is
   * announced afterwards.
   *
   * @throws IllegalStateException when the table's stream is not read any more
   */
  public void forgetEverything() {
    do {
      discardAnnouncements();
      // What is deleted, or was written meanwhile, is in the stream again.
    } while (empty(TABLE));
    aws.queues().forgetEverything();
    aws.forgetCalls();
    aws.sesAccount().forgetEverything();
    aws.topics().forgetEverything();
  }

  private void discardAnnouncements() {
    try {
      for (StreamMapping stream : streams) {
        stream.discardAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Returns whether it had an item. */
  private boolean empty(String table) {
    try (DynamoDbClient client = database.client()) {
      List<WriteRequest> deletions = new ArrayList<>();
      for (Map<String, AttributeValue> item :
          client.scanPaginator(scan -> scan.tableName(table)).items()) {
        Map<String, AttributeValue> key = Map.of("subject", item.get("subject"));
        deletions.add(
            WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build());
      }
      for (int from = 0; from < deletions.size(); from += MOST_IN_A_BATCH) {
        List<WriteRequest> some =
            deletions.subList(from, Math.min(from + MOST_IN_A_BATCH, deletions.size()));
        client.batchWriteItem(batch -> batch.requestItems(Map.of(table, some)));
      }
      return !deletions.isEmpty();
    }
  }

  @Override
  public void close() {
    started.close();
  }

  private void start() throws IOException, FunctionInitException, InterruptedException {
    readTemplate();
    listen();
    startServices();
    code = started.keep(FunctionPackage.unpack(settings.functionZip()).bound());
    startFunctions();
    startMappings();
    if (!stack.parameter("SesList").equals("off")) {
      // As the schedule does: SES's list is changed only after watch has compared it once.
      invoke("watch", "{}".getBytes(StandardCharsets.UTF_8));
    }
    server.start();
  }

  private void readTemplate() {
    stack = Stack.of(settings.template(), settings.parameters());
    if (!stack.refusals().isEmpty()) {
      throw new IllegalArgumentException(stack.refusals().get(0));
    }
    deployment = Deployment.of(stack);
  }

  /** First of all: a port that is taken shows before anything has been started. */
  private void listen() throws IOException {
    HttpFront front = new HttpFront(deployment, this::invoke);
    ConsolePage page = ConsolePage.withoutKey("local system", streams());
    server = started.keep(LoopbackServer.bind(settings.port(), exchange -> {
      if (page.answers(exchange)) {
        return;
      }
      RequestTarget target = RequestTarget.of(exchange.getRequestURI().toString());
      boolean reads = exchange.getRequestMethod().equals("GET");
      StandIns standIns = new StandIns(aws, SnsStub.arn(CHANGE_TOPIC));
      if (target.path().equals("/digest")) {
        new Mailbox(aws).show(exchange, target);
      } else if (target.path().equals(ConsolePage.LIST_CSV)) {
        sendList(exchange);
      } else if (reads && target.path().equals(LocalOutputs.PATH)) {
        outputs().show(exchange);
      } else if (reads && target.path().equals(StandIns.EVENTS)) {
        standIns.showEvents(exchange, target);
      } else if (reads && target.path().equals(StandIns.SES_LIST)) {
        standIns.showSesList(exchange);
      } else {
        front.serve(exchange);
      }
    }));
  }

  /** The list of the console, read from the routes of this system as from those of a stack. */
  private void sendList(HttpExchange exchange) throws IOException {
    try (SdkHttpClient http = ApacheHttpClient.create()) {
      ListExport.send(exchange, HttpApi.ofLocalSystem(address(), http));
    }
  }

  private List<String> streams() {
    return List.of(stack.parameter("Streams").split(",")).stream()
        .map(String::strip)
        .filter(stream -> !stream.isEmpty())
        .toList();
  }

  private LocalOutputs outputs() {
    Map<String, String> variables = new HashMap<>(deployment.function("check").variables());
    variables.putAll(settings.variables());
    return new LocalOutputs(address(), database.endpoint(), TABLE, deployment, variables);
  }

  private void startServices() throws IOException {
    aws = started.keep(AwsStub.start());
    aws.queues().createAll(stack);
    aws.queues().setLongestWait(settings.longestWait());
    database = started.keep(LocalDynamoDb.start());
    try (DynamoDbClient client = database.client()) {
      TemplateTable.of(settings.template()).create(client, TABLE);
    }
  }

  /** All at once, then waits for each: their starts overlap. */
  private void startFunctions() throws IOException, FunctionInitException, InterruptedException {
    List<FunctionDefinition> all = settings.startsAll() ? deployment.functions() : List.of();
    for (FunctionDefinition function : all) {
      functions.put(function.handler(), start(function));
    }
    for (FunctionDefinition function : all) {
      functions.get(function.handler()).awaitInit();
    }
  }

  private Environments environments(String handler) {
    synchronized (functions) {
      return functions.computeIfAbsent(handler, missing -> {
        try {
          Environments environments = start(deployment.function(handler));
          environments.awaitInit();
          return environments;
        } catch (IOException | FunctionInitException | InterruptedException e) {
          throw new IllegalStateException(handler + " does not start", e);
        }
      });
    }
  }

  private Environments start(FunctionDefinition function) throws IOException {
    List<ExecutionEnvironment> environments = new ArrayList<>();
    int processes = function.handler().equals("check") ? settings.environments() : 1;
    for (int i = 0; i < processes; i++) {
      environments.add(started.keep(ExecutionEnvironment.start(
          code,
          function.withTimeout(PATIENCE),
          variables(function),
          settings.output().apply(function.handler()))));
    }
    return new Environments(environments);
  }

  /** What Lambda polls for the functions: the stream of the table, and queues. */
  private void startMappings() {
    for (JsonNode function : stack.ofType("AWS::Serverless::Function").values()) {
      String handler = Deployment.handler(function.path("Properties"));
      for (JsonNode event : function.at("/Properties/Events")) {
        JsonNode mapping = event.path("Properties");
        switch (event.path("Type").asText()) {
          case "DynamoDB" -> startStreamMapping(handler, StreamSettings.of(mapping));
          case "SQS" ->
            started.keep(
                QueueMapping.start(aws.queues(), mapping, batch -> invoke(handler, batch)));
          default -> {
            // Requests of the HTTP API come from outside, and the schedule is left to the user.
          }
        }
      }
    }
  }

  private void startStreamMapping(String handler, StreamSettings stream) {
    streams.add(started.keep(StreamMapping.start(
        database,
        TABLE,
        stream,
        batch -> invoke(handler, batch),
        failure -> aws.queues().send(stream.onFailure(), failure))));
  }

  private Map<String, String> variables(FunctionDefinition function) {
    Map<String, String> variables = new HashMap<>(referredTo(stack, aws, function));
    variables.putAll(settings.variables());
    variables.putAll(patiently(TABLE, database.endpoint()));
    variables.putAll(aws.variables());
    // At any hour, so that a user who tries it out does not wait for the morning.
    variables.put("HARDSTOP_WATCH_DIGEST_HOUR", "0");
    return variables;
  }

  /** The function's variables that name a topic or a queue of the stack, with what these stand-ins have. */
  public static Map<String, String> referredTo(
      Stack stack, AwsStub aws, FunctionDefinition function) {
    Set<String> topics = stack.ofType("AWS::SNS::Topic").keySet();
    Set<String> queues = stack.ofType("AWS::SQS::Queue").keySet();
    Map<String, String> variables = new HashMap<>();
    function.variables().forEach((name, value) -> {
      if (topics.contains(value)) {
        variables.put(name, SnsStub.arn(value));
      } else if (queues.contains(value)) {
        variables.put(name, aws.queues().url(value));
      }
    });
    return variables;
  }

  /** For a function at this table. The SDK's waits are as short as Lambda's; here they are as long as ours. */
  public static Map<String, String> patiently(String table, URI endpoint) {
    return Map.of(
        "HARDSTOP_TABLE", table,
        "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", endpoint.toString(),
        "QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "50S",
        "QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "20S",
        "QUARKUS_DYNAMODB_SYNC_CLIENT_CONNECTION_TIMEOUT", "20S",
        "QUARKUS_DYNAMODB_SYNC_CLIENT_SOCKET_TIMEOUT", "20S");
  }

  private LocalReply invoke(String handler, byte[] event) throws InterruptedException {
    if (handler.equals("feedback")) {
      new SesReports(aws.sesAccount()).read(event);
    }
    return environments(handler).invoke(event);
  }

  private static LocalSettings settings() {
    try {
      return LocalSettings.ofSystemProperties();
    } catch (IllegalArgumentException e) {
      System.err.println("local: " + e.getMessage());
      System.exit(1);
      throw e;
    }
  }

  /** A failure to start is not reported if the system was stopped meanwhile. */
  private void giveUp(Exception e) {
    if (!started.isStopped()) {
      System.err.println("local: " + inOneLine(e));
    }
    System.exit(1);
  }

  private String inOneLine(Exception e) {
    if (e instanceof BindException) {
      return "port " + settings.port() + " is in use; choose another one with -Dlocal.port=…";
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " is missing; run this in the project's folder, after package";
    }
    return e.getMessage();
  }
}
