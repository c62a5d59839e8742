package dev.hardstop.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.Verdict;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers whether addresses may be mailed, and what is wrong with domains: over the HTTP API, and the
 * question about addresses also where it is the event of a direct invocation. It only reads.
 */
@Named(CheckHandler.NAME)
@Singleton
public class CheckHandler implements RequestStreamHandler {
  static final String NAME = "check";
  private static final int MOST_ADDRESSES = 1_000;

  private final Verdicts verdicts;
  private final ExplainRequest explanation;
  private final int rules;
  private final HttpAdapter exchange;

  @Inject
  public CheckHandler(
      Dossiers dossiers,
      SuppressionPolicy policy,
      RuleBook book,
      InstantSource clock,
      DomainAnswers domains) {
    verdicts = new Verdicts(dossiers, policy, book, clock);
    explanation = new ExplainRequest(book, policy);
    rules = book.rules().size();
    exchange = new HttpAdapter(
        NAME,
        Map.of(
            Route.CHECK, this::check,
            Route.ADDRESS, this::address,
            Route.ADDRESSES, request -> domains.addresses(request, verdicts),
            Route.DOMAIN, domains::diagnosis,
            Route.INCIDENTS, domains::incidents,
            Route.EXPLAIN, explanation::of,
            Route.HEALTH, this::health));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    exchange.serve(event, response, context);
  }

  private HttpResponse check(HttpRequest request) {
    List<AskedAddress> asked =
        JsonBody.of(request, List.of("addresses")).texts("addresses", MOST_ADDRESSES).stream()
            .map(AskedAddress::of)
            .toList();
    ReadResults<EmailAddress, Verdict> found = verdicts.on(
        asked.stream().map(AskedAddress::address).flatMap(Optional::stream).toList());
    AccessLog.unreadable(found.unreadable().values());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode results = answer.putArray("results");
    asked.forEach(entry -> results.add(entry.answer(found)));
    return HttpResponse.ok(answer);
  }

  private HttpResponse address(HttpRequest request) {
    EmailAddress address = AddressPath.of(request);
    Verdict verdict = verdicts.on(List.of(address)).get(address);
    return HttpResponse.ok(AskedAddress.answer(AddressPath.written(request), address, verdict));
  }

  /** The function runs and has its rule book. Says nothing of the table: that would cost a read. */
  private HttpResponse health(HttpRequest request) {
    return HttpResponse.ok(
        JsonNodeFactory.instance.objectNode().put("status", "ok").put("rules", rules));
  }
}
