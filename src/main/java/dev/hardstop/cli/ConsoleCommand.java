package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.cli.export.ListExport;
import dev.hardstop.console.ConsolePage;
import dev.hardstop.console.LoopbackServer;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Shows the console in a browser until Ctrl-C. A server on the loopback interface serves the page and forwards its
 * requests to the HTTP API, signed with the user's own credentials.
 */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = "Shows Hardstop on a page in your browser, with your own AWS identity.",
    footer = {
      "",
      "It prints the address of the page and runs until Ctrl-C. The address contains a key: whoever has"
          + " it can act as you as long as the command runs.",
    })
final class ConsoleCommand implements Callable<Integer> {
  private static final String DEFAULT_PORT = "8377";
  private static final int LARGEST_PORT = 65_535;

  private final Console console;

  @Mixin
  private final Connection connection;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = DEFAULT_PORT,
      description = "The port on 127.0.0.1; 0 for any that is free. Default: " + DEFAULT_PORT + ".")
  private int port;

  private HttpApi api;
  private ConsolePage page;

  ConsoleCommand(Console console) {
    this.console = requireNonNull(console, "console is null");
    connection = new Connection(console);
  }

  @Override
  public Integer call() throws IOException {
    if (port < 0 || port > LARGEST_PORT) {
      throw CommandException.usage("--port must be 0 to " + LARGEST_PORT);
    }
    try (connection;
        LoopbackServer server = bind()) {
      api = connection.api();
      page = ConsolePage.withKey(
          connection.description(), connection.policy().streams().names());
      server.start();
      console.print("http://" + server.hostAndPort() + page.openingPath());
      console.note(
          "Open this address in your browser; Ctrl-C ends it. It contains a key: do not share it.");
      new CountDownLatch(1).await();
      return ExitCode.SUCCESS;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return ExitCode.SUCCESS;
    }
  }

  /** Binds the port before the first request to Hardstop, so that a port in use is reported at once. */
  private LoopbackServer bind() throws IOException {
    try {
      return LoopbackServer.bind(port, this::handle);
    } catch (BindException taken) {
      throw CommandException.usage("port " + port
          + " is taken, perhaps by another console: choose one with --port, or a free one with"
          + " --port 0");
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (page.answers(exchange)) {
      return;
    }
    if (exchange.getRequestURI().getRawPath().equals(ConsolePage.LIST_CSV)) {
      ListExport.send(exchange, api);
    } else {
      new ForwardingHandler(api).handle(exchange);
    }
  }
}
