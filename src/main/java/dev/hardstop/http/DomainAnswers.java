package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.diagnosis.IncidentReport.OpenedIncidents;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.diagnosis.MailRouting;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.diagnosis.SendingActivity;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.http.HttpRequest.QueryString;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.watchstate.WatchStateStore.SendingDays;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers the routes about whole domains and about the incidents of all domains. It only reads. */
@Singleton
public class DomainAnswers {
  /** With the dossier of their domain, a page has the 100 keys of one request to the table. */
  static final int PAGE_SIZE = 99;

  private static final String DOMAIN = "domain";
  private static final String CURSOR = "cursor";
  private static final String DNS = "dns";

  private final DomainExamination examination;
  private final DossierIndex index;
  private final SendingDays days;
  private final OpenedIncidents incidents;
  private final Thresholds thresholds;
  private final MailRouting routing;
  private final InstantSource clock;

  @Inject
  public DomainAnswers(
      DomainExamination examination,
      DossierIndex index,
      SendingDays days,
      OpenedIncidents incidents,
      Thresholds thresholds,
      MailRouting routing,
      InstantSource clock) {
    this.examination = requireNonNull(examination, "examination is null");
    this.index = requireNonNull(index, "index is null");
    this.days = requireNonNull(days, "days is null");
    this.incidents = requireNonNull(incidents, "incidents is null");
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
    this.routing = requireNonNull(routing, "routing is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The diagnosis of a domain. */
  DomainResponse diagnosis(HttpRequest request) {
    String domain = request.domain();
    boolean asksDns = QueryString.of(request, List.of(DNS)).flag(DNS);
    Instant now = clock.instant();
    DomainActivity activity = examination.activity(domain, now);
    Diagnosis diagnosis = examination.of(activity, spiking(now));
    Optional<MailRoute> route = asksDns ? Optional.of(routing.routeOf(domain)) : Optional.empty();
    return DomainResponse.of(domain, diagnosis, activity.incident(), activity.isHeld(), route);
  }

  /** A page of the verdicts on the addresses of a domain that have bounces or complaints. */
  AddressResponse.DomainPage addresses(HttpRequest request, Verdicts verdicts) {
    QueryString query = QueryString.of(request, List.of(DOMAIN, CURSOR));
    String domain = HttpRequest.domain(query.text(DOMAIN));
    ResultPage<Subject.Address> page = page(domain, query.cursor(CURSOR));
    List<Subject.Address> addresses = page.items().stream().distinct().toList();
    ReadResults<Subject, Verdict> judged = verdicts.on(addresses, Optional.empty());
    AccessLog.unreadable(judged.unreadable().values());
    return new AddressResponse.DomainPage(
        domain,
        addresses.stream()
            .map(one -> AddressResponse.of(one.key(), one.address(), judged))
            .toList(),
        page.next().orElse(null));
  }

  /** The newest incidents of all domains. */
  DomainResponse.Incidents incidents(HttpRequest request) {
    QueryString.of(request, List.of());
    return DomainResponse.Incidents.of(incidents.newest());
  }

  private ResultPage<Subject.Address> page(String domain, Optional<String> cursor) {
    try {
      return index.addressesOf(domain, cursor, PAGE_SIZE);
    } catch (IllegalArgumentException foreign) {
      throw ProblemException.badRequest(
          "The cursor must be the \"next\" of an answer about the same domain.");
    }
  }

  /**
   * The reasons that spike across all domains, by the counts of {@code watch}. They show whether the sender may be at
   * fault.
   */
  private Set<BounceReason> spiking(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return SendingActivity.of(
            days.of(SendingActivity.daysOf(today)), today, senderIncidentOpenSince(), thresholds)
        .diagnose()
        .spiking();
  }

  private Optional<LocalDate> senderIncidentOpenSince() {
    return incidents.newest().stream()
        .filter(report -> report.scope() == Scope.SENDER)
        .flatMap(report -> report.openSince().stream())
        .min(LocalDate::compareTo);
  }
}
