package dev.hardstop.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.AddressErasure;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.watchstate.InMemoryOverview;
import dev.hardstop.watchstate.InMemorySesListState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** Both functions behind the API, with a table in memory, at noon on {@link #TODAY}. */
final class ApiFunctions {
  static final String TODAY = "2026-11-24";

  private static final JsonMapper JSON = ResponseMapper.mapper();

  final InMemoryDossierTable list = new InMemoryDossierTable();
  final RuleBook book = RuleFiles.book();
  final CheckHandler check;
  final DeskHandler desk;

  final WatchedDomains watched = new WatchedDomains();
  final InMemorySesListState sesList = new InMemorySesListState();
  final InMemoryOverview overview = new InMemoryOverview(watched, sesList);

  ApiFunctions() {
    this(SuppressionPolicy.standard());
  }

  /** Both functions with another policy. */
  ApiFunctions(SuppressionPolicy policy) {
    check = check(list, policy);
    desk = new DeskHandler(list, watched, list, policy, book, clock(), JSON);
  }

  /** Both functions with another table. */
  ApiFunctions(DossierTable other) {
    this(other, new InMemoryDossierTable());
  }

  /** Both functions with another table in which addresses are erased. */
  ApiFunctions(DossierTable other, AddressErasure erasure) {
    check = check(other, SuppressionPolicy.standard());
    desk =
        new DeskHandler(other, watched, erasure, SuppressionPolicy.standard(), book, clock(), JSON);
  }

  private CheckHandler check(Dossiers dossiers, SuppressionPolicy policy) {
    return new CheckHandler(
        dossiers,
        policy,
        book,
        clock(),
        watched.answers(dossiers, clock()),
        sesList,
        overview,
        JSON);
  }

  HttpReply check(HttpEvent event) {
    return HttpReply.of(check, event.bytes());
  }

  HttpReply desk(HttpEvent event) {
    return HttpReply.of(desk, event.bytes());
  }

  /** The results of a batch. */
  JsonNode results(String... addresses) {
    return check(HttpEvent.post("/v1/check", question(List.of(addresses))))
        .json()
        .path("results");
  }

  static String question(Collection<String> addresses) {
    ArrayNode asked = JsonNodeFactory.instance.arrayNode();
    addresses.forEach(asked::add);
    return "{\"addresses\":" + asked + "}";
  }

  private static InstantSource clock() {
    return InstantSource.fixed(Instant.parse(TODAY + "T12:00:00Z"));
  }
}
