package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.smtp.DomainName;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.RecordedDossier;
import dev.hardstop.suppression.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is known of a domain and diagnoses it. The work is bounded, however many addresses a
 * domain has: of more than {@value #MOST} with bad news the lately written are read, and the figures
 * say so.
 */
public final class DomainExamination {
  /** So many addresses of a domain are read at most. */
  public static final int MOST = 500;

  private final Dossiers list;
  private final DomainIndex index;
  private final RuleBook book;
  private final Diagnostician diagnostician;
  private final Duration deliveryWait;

  /** Reads there and diagnoses by these thresholds. */
  public DomainExamination(Dossiers list, DomainIndex index, RuleBook book, Thresholds thresholds) {
    this.list = requireNonNull(list, "list is null");
    this.index = requireNonNull(index, "index is null");
    this.book = requireNonNull(book, "book is null");
    this.diagnostician = new Diagnostician(thresholds);
    this.deliveryWait = thresholds.deliveryWait();
  }

  /**
   * What is wrong with a domain.
   *
   * @param domain as somebody wrote it; Unicode is fine
   * @throws dev.hardstop.smtp.InvalidAddressException when it is no domain
   */
  public Diagnosis of(String domain, GlobalSpikes globalSpikes, Instant now) {
    return of(activity(domain, now), globalSpikes);
  }

  /** What is wrong with the domain of a picture. */
  public Diagnosis of(DomainActivity activity, GlobalSpikes globalSpikes) {
    return diagnostician.diagnose(activity, globalSpikes);
  }

  /**
   * What is known of a domain. Addresses whose dossiers cannot be read are left out, and the
   * picture says that it is not complete.
   *
   * @throws dev.hardstop.suppression.UnreadableItemException when the domain's own dossier cannot be
   *     read
   * @throws dev.hardstop.smtp.InvalidAddressException when it is no domain
   */
  public DomainActivity activity(String domain, Instant now) {
    String canonical = DomainName.canonical(domain);
    ResultPage<Subject.Address> page = index.addressesOf(canonical, Optional.empty(), MOST);
    Subject ofDomain = Subject.parse('@' + canonical);
    Set<Subject> subjects = new HashSet<>(page.items());
    subjects.add(ofDomain);
    ReadResults<Subject, RecordedDossier> dossiers = list.recorded(subjects);
    List<RecordedDossier> addresses = page.items().stream()
        .distinct()
        .flatMap(address -> dossiers.find(address).stream())
        .toList();
    return DomainActivity.of(
        canonical,
        addresses,
        dossiers.get(ofDomain).dossier(),
        list.delivered(Set.of(canonical)).get(canonical),
        book,
        now.minus(deliveryWait),
        now,
        page.next().isPresent() || !dossiers.unreadable().isEmpty());
  }
}
