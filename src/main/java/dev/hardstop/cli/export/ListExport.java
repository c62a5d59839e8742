package dev.hardstop.cli.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.cli.CommandException;
import dev.hardstop.cli.ExitCode;
import dev.hardstop.cli.HttpApi;
import dev.hardstop.console.LoopbackServer;
import dev.hardstop.imports.HardstopCsv;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The list of the console as a CSV file: all pages of {@code GET /v1/suppressions} with its filters, in the columns
 * {@link HardstopCsv#LIST_COLUMNS}. One page is in memory at a time.
 */
public final class ListExport {
  private static final String FILE_NAME = "hardstop-suppressions.csv";
  private static final String CURSOR = "cursor";

  private ListExport() {}

  /**
   * Answers a request for the file. If the first page cannot be read, the answer is a problem. If a later page cannot
   * be read, the connection is closed before the answer is complete, so that the browser reports a failed download
   * instead of saving a truncated file.
   *
   * @throws IOException if the browser has disconnected, or a page cannot be read
   */
  public static void send(HttpExchange exchange, HttpApi api) throws IOException {
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      LoopbackServer.problem(exchange, 405, "Method not allowed", "Only GET is allowed.");
      return;
    }
    Map<String, String> query = filters(exchange);
    JsonNode page;
    try {
      page = page(api, query);
    } catch (CommandException refused) {
      boolean isOurs = refused.exitCode() == ExitCode.USAGE;
      LoopbackServer.problem(
          exchange, isOurs ? 400 : 502, "The list cannot be read", refused.getMessage());
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/csv; charset=utf-8");
    exchange
        .getResponseHeaders()
        .set("Content-Disposition", "attachment; filename=\"" + FILE_NAME + "\"");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    write(out, ExportLines.Csv.row(HardstopCsv.LIST_COLUMNS));
    while (true) {
      for (JsonNode entry : page.path("suppressions")) {
        write(
            out, ExportLines.Csv.row(ExportLines.Csv.cells(entry.path("subject").asText(), entry)));
      }
      if (!page.path("next").isTextual()) {
        return;
      }
      // Sends the beginning at once, because clients may repeat a request that has no answer.
      out.flush();
      query.put(CURSOR, page.path("next").textValue());
      try {
        page = page(api, query);
      } catch (CommandException failed) {
        throw new IOException("the list ended early", failed);
      }
    }
  }

  private static JsonNode page(HttpApi api, Map<String, String> query) {
    JsonNode page = api.get("/v1/suppressions", query);
    if (!page.path("suppressions").isArray()) {
      throw CommandException.unreachable("the answer is not from Hardstop");
    }
    return page;
  }

  private static void write(OutputStream out, String line) throws IOException {
    out.write((line + '\n').getBytes(UTF_8));
  }

  /** The filters without the cursor, because the file has the whole list, whatever page the browser shows. */
  private static Map<String, String> filters(HttpExchange exchange) {
    Map<String, String> filters = new LinkedHashMap<>();
    LoopbackServer.parameters(exchange)
        .forEach((name, values) -> filters.put(name, values.get(values.size() - 1)));
    filters.remove(CURSOR);
    return filters;
  }
}
