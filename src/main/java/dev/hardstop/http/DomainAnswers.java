package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.DomainIndex;
import dev.hardstop.diagnosis.GlobalSpikes;
import dev.hardstop.diagnosis.MailRoute;
import dev.hardstop.diagnosis.MailRouting;
import dev.hardstop.diagnosis.ResultPage;
import dev.hardstop.letters.Letters;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers about whole domains, and about all of them. It only reads. */
@Singleton
public class DomainAnswers {
  /** With their domain's dossier they are the 100 keys of one request to the table. */
  static final int PAGE = 99;

  private static final String DOMAIN = "domain";
  private static final String CURSOR = "cursor";
  private static final String DNS = "dns";

  private final DomainExamination examination;
  private final DomainIndex index;
  private final SenderContext senderContext;
  private final MailRouting routing;
  private final InstantSource clock;

  @Inject
  public DomainAnswers(
      DomainExamination examination,
      DomainIndex index,
      SenderContext senderContext,
      MailRouting routing,
      InstantSource clock) {
    this.examination = requireNonNull(examination, "examination is null");
    this.index = requireNonNull(index, "index is null");
    this.senderContext = requireNonNull(senderContext, "surroundings is null");
    this.routing = requireNonNull(routing, "routing is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** What is wrong with a domain. */
  HttpResponse diagnosis(HttpRequest request) {
    String domain = DomainText.ofPath(request);
    boolean dns = QueryString.of(request, List.of(DNS)).flag(DNS);
    Instant now = clock.instant();
    DomainActivity activity = examination.activity(domain, now);
    GlobalSpikes globalSpikes = senderContext.globalSpikes(now);
    Diagnosis diagnosis = examination.of(activity, globalSpikes);
    Optional<MailRoute> route = dns ? Optional.of(routing.routeOf(domain)) : Optional.empty();
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put(DOMAIN, domain);
    DiagnosisJson.write(diagnosis, activity.incident(), now, answer);
    answer.put("letter", Letters.to(diagnosis, domain, route).orElse(null));
    route.ifPresent(found -> answer.set(DNS, DiagnosisJson.route(found)));
    return HttpResponse.ok(answer);
  }

  /** A page of the verdicts on the addresses of a domain that have bad news. */
  HttpResponse addresses(HttpRequest request, Verdicts verdicts) {
    QueryString query = QueryString.of(request, List.of(DOMAIN, CURSOR));
    String domain = DomainText.of(query.text(DOMAIN));
    ResultPage<Subject.Address> page = page(domain, query.optionalText(CURSOR));
    List<EmailAddress> addresses = new ArrayList<>();
    page.items().forEach(subject -> addresses.add(subject.address()));
    ReadResults<EmailAddress, Verdict> found = verdicts.on(addresses);
    AccessLog.unreadable(found.unreadable().values());
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put(DOMAIN, domain);
    ArrayNode results = answer.putArray("addresses");
    addresses.stream()
        .distinct()
        .forEach(address -> results.add(AskedAddress.answer(address.canonical(), address, found)));
    answer.put("next", page.next().orElse(null));
    return HttpResponse.ok(answer);
  }

  /** The incidents, the newest first. */
  HttpResponse incidents(HttpRequest request) {
    QueryString.of(request, List.of());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode incidents = answer.putArray("incidents");
    senderContext.incidents().forEach(report -> incidents.add(DiagnosisJson.incident(report)));
    return HttpResponse.ok(answer);
  }

  private ResultPage<Subject.Address> page(String domain, Optional<String> cursor) {
    try {
      return index.addressesOf(domain, cursor, PAGE);
    } catch (IllegalArgumentException foreign) {
      throw new ProblemException(Problem.badRequest(
          "The cursor must be the \"next\" of an answer about the same domain."));
    }
  }
}
