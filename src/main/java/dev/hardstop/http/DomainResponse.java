package dev.hardstop.http;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.Diagnosis.Figures;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.MailProvider;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.letters.Letters;
import dev.hardstop.suppression.Incident;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The body of the answer to {@code GET /v1/domains/{domain}}. Days are UTC days. Optional fields are present only if
 * they apply.
 *
 * @param domain in A-labels
 * @param diagnosis the diagnosis, such as {@code DOMAIN_INCIDENT}
 * @param confidence {@code high}, {@code medium} or {@code low}
 * @param since the first day of the finding; null if there is none
 * @param figures the counts on which the diagnosis rests
 * @param incident optional: the newest incident of the domain
 * @param advice what to do
 * @param letter plain text with its subject in the first line; null if no letter is needed
 * @param dns optional: the mail route of the domain, if the caller asked for it
 */
@RegisterForReflection
record DomainResponse(
    String domain,
    String diagnosis,
    String confidence,
    LocalDate since,
    DomainFigures figures,
    @JsonInclude(NON_NULL) NewestIncident incident,
    NextSteps advice,
    String letter,
    @JsonInclude(NON_NULL) Dns dns) {
  /**
   * @param incident the newest incident
   * @param isHeld whether the incident holds the addresses of the domain now
   * @param route empty if the caller did not ask for it
   */
  static DomainResponse of(
      String domain,
      Diagnosis diagnosis,
      Optional<Incident> incident,
      boolean isHeld,
      Optional<MailRoute> route) {
    Diagnosis.DiagnosisBasis basis = diagnosis.basis();
    return new DomainResponse(
        domain,
        diagnosis.name().name(),
        VerdictResponse.lowerCase(basis.confidence()),
        basis.since().orElse(null),
        DomainFigures.of(basis.figures()),
        incident.map(newest -> NewestIncident.of(newest, isHeld)).orElse(null),
        new NextSteps(diagnosis.advice().summary(), diagnosis.advice().steps()),
        Letters.to(diagnosis, domain, route).orElse(null),
        route.map(Dns::of).orElse(null));
  }

  /** Omits the letter, which contains untrusted text. */
  @Override
  public String toString() {
    return "DomainResponse[" + domain + ", " + diagnosis + "]";
  }

  /**
   * The counts on which the diagnosis rests.
   *
   * @param days in ascending order
   * @param reasons bounced recipients by reason, over all days
   * @param sampled true if only the most recently written addresses were read
   */
  @RegisterForReflection
  record DomainFigures(List<DayCounts> days, Map<String, Integer> reasons, boolean sampled) {
    private static DomainFigures of(Figures figures) {
      List<DayCounts> days = new ArrayList<>();
      Map<BounceReason, Integer> sums = new TreeMap<>();
      figures.byDay().forEach((date, day) -> {
        days.add(DayCounts.of(date, day));
        day.reasons().forEach((reason, count) -> sums.merge(reason, count, Integer::sum));
      });
      return new DomainFigures(days, byName(sums), figures.sampled());
    }

    private static Map<String, Integer> byName(Map<BounceReason, Integer> counts) {
      Map<String, Integer> byName = new LinkedHashMap<>();
      new TreeMap<>(counts).forEach((reason, count) -> byName.put(reason.name(), count));
      return byName;
    }
  }

  /**
   * One day of the figures, counted in recipients.
   *
   * @param orMore optional: true if more recipients had a delivery than were counted
   */
  @RegisterForReflection
  record DayCounts(
      LocalDate day,
      int bounced,
      int delivered,
      @JsonInclude(NON_NULL) Boolean orMore,
      Map<String, Integer> reasons) {
    private static DayCounts of(LocalDate date, Figures.Day day) {
      return new DayCounts(
          date,
          day.bounced(),
          day.delivered(),
          VerdictResponse.trueOrNull(day.orMore()),
          DomainFigures.byName(day.reasons()));
    }
  }

  /**
   * The newest incident of the domain.
   *
   * @param from the first day that belongs to it
   * @param holds whether the addresses of the domain are held now
   * @param ended optional: when it ended
   * @param endedWell optional: whether the domain accepts mail again
   */
  @RegisterForReflection
  record NewestIncident(
      String id,
      LocalDate from,
      Instant opened,
      boolean holds,
      @JsonInclude(NON_NULL) Instant ended,
      @JsonInclude(NON_NULL) Boolean endedWell) {
    static NewestIncident of(Incident incident, boolean holds) {
      return new NewestIncident(
          incident.id(),
          incident.from(),
          incident.opened(),
          holds,
          incident.ending().map(Incident.Ending::at).orElse(null),
          incident.ending().map(Incident.Ending::well).orElse(null));
    }
  }

  /**
   * What to do.
   *
   * @param summary one or two sentences
   * @param steps in the order in which to take them
   */
  @RegisterForReflection
  record NextSteps(String summary, List<String> steps) {}

  /**
   * The mail route of the domain.
   *
   * @param state the name of a {@link MailRoute.State}
   * @param hosts the mail hosts, by preference
   * @param gateway the provider that runs these hosts; null if it is unknown
   * @param remarks the problems found, one sentence each
   */
  @RegisterForReflection
  record Dns(String state, List<String> hosts, String gateway, List<String> remarks) {
    private static Dns of(MailRoute route) {
      return new Dns(
          route.state().name(),
          route.hosts(),
          route.provider().map(MailProvider::title).orElse(null),
          route.remarks());
    }
  }

  /**
   * The body of the answer to {@code GET /v1/incidents}.
   *
   * @param incidents the newest first
   */
  @RegisterForReflection
  record Incidents(List<ListedIncident> incidents) {
    static Incidents of(List<IncidentReport> reports) {
      return new Incidents(reports.stream().map(ListedIncident::of).toList());
    }
  }

  /**
   * An incident in the list of all incidents.
   *
   * @param scope {@code domain} or {@code sender}
   * @param diagnosis the diagnosis that opened it
   * @param domains the domains concerned
   * @param ended optional: when it ended
   * @param endedWell optional: whether mail was accepted again at its end
   */
  @RegisterForReflection
  record ListedIncident(
      String id,
      String scope,
      String diagnosis,
      List<String> domains,
      Instant opened,
      @JsonInclude(NON_NULL) Instant ended,
      @JsonInclude(NON_NULL) Boolean endedWell) {
    static ListedIncident of(IncidentReport report) {
      return new ListedIncident(
          report.id(),
          VerdictResponse.lowerCase(report.scope()),
          report.diagnosis().name(),
          report.domains(),
          report.opened(),
          report.ended().orElse(null),
          report.endedWell().orElse(null));
    }
  }
}
