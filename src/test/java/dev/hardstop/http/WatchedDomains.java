package dev.hardstop.http;

import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.OpenedIncidents;
import dev.hardstop.diagnosis.MailRouting;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.diagnosis.SendingDay;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.WatchStateStore.SendingDays;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In memory: everything that check and desk read beside dossiers. */
final class WatchedDomains implements DossierIndex, OpenedIncidents, SendingDays {
  final List<EmailAddress> addresses = new ArrayList<>();
  final List<Subject.Domain> domains = new ArrayList<>();
  final List<IncidentReport> incidents = new ArrayList<>();
  final List<SendingDay> days = new ArrayList<>();
  boolean unreadable;
  final List<String> routed = new ArrayList<>();
  MailRouting routing = domain -> {
    routed.add(domain);
    return new MailRoute(
        MailRoute.State.MX, List.of("mx.example.net"), Optional.empty(), List.of());
  };

  DomainAnswers answers(Dossiers dossiers, InstantSource clock) {
    Thresholds thresholds = Thresholds.standard();
    return new DomainAnswers(
        new DomainExamination(dossiers, this, RuleFiles.book(), thresholds),
        this,
        this,
        this,
        thresholds,
        domain -> routing.routeOf(domain),
        clock);
  }

  /** A cursor is {@code domain:number}. */
  @Override
  public ResultPage<Subject.Address> addressesOf(String domain, Optional<String> cursor, int most) {
    List<Subject.Address> all = addresses.stream()
        .filter(address -> address.domain().equals(domain))
        .map(Subject.Address::new)
        .toList();
    return page(domain, all, cursor, most);
  }

  @Override
  public ResultPage<Subject> all(Optional<String> cursor, int most) {
    List<Subject> all = new ArrayList<>(domains);
    addresses.forEach(address -> all.add(Subject.of(address)));
    return page("all", all, cursor, most);
  }

  private static <S> ResultPage<S> page(
      String list, List<S> all, Optional<String> cursor, int most) {
    int from = cursor.map(text -> from(list, text)).orElse(0);
    int to = Math.min(all.size(), from + most);
    return new ResultPage<>(
        all.subList(from, to), to < all.size() ? Optional.of(list + ":" + to) : Optional.empty());
  }

  @Override
  public int shards() {
    throw new IllegalStateException("the check function does not read the hours");
  }

  @Override
  public ResultPage<Subject> writtenIn(Instant hour, int shard, Optional<String> cursor, int most) {
    throw new IllegalStateException("the check function does not read the hours");
  }

  private static int from(String domain, String cursor) {
    if (!cursor.startsWith(domain + ":")) {
      throw new IllegalArgumentException("the cursor is not one of this list");
    }
    return Integer.parseInt(cursor.substring(domain.length() + 1));
  }

  @Override
  public List<IncidentReport> newest() {
    if (unreadable) {
      throw UnreadableItemException.watchState("incident#1");
    }
    return incidents;
  }

  @Override
  public Collection<SendingDay> of(Set<LocalDate> wanted) {
    return days.stream().filter(day -> wanted.contains(day.day())).toList();
  }

  @Override
  public void add(SendingDay seen) {
    throw new IllegalStateException("written");
  }
}
