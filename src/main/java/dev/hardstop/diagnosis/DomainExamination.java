package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.smtp.DomainName;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DossierBatch;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
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
    Set<Subject> subjects = new LinkedHashSet<>();
    subjects.add(Subject.parse('@' + canonical));
    subjects.addAll(page.items());
    Reading reading = new Reading(list.delivered(Set.of(canonical)).get(canonical), now);
    list.readInBatches(List.copyOf(subjects), reading::add);
    return reading.activity.build(page.next().isPresent() || reading.anyUnreadable);
  }

  /** Reads the dossier of the domain, and then one of an address after another. */
  private final class Reading {
    private final DeliveredRecipients delivered;
    private final Instant now;
    private DomainActivity.Builder activity;
    private boolean anyUnreadable;

    private Reading(DeliveredRecipients delivered, Instant now) {
      this.delivered = delivered;
      this.now = now;
    }

    private void add(DossierBatch batch) {
      for (Subject subject : batch.subjects()) {
        if (subject instanceof Subject.Domain) {
          activity = new DomainActivity.Builder(
              batch.get(subject).dossier(), delivered, book, now.minus(deliveryWait), now);
        } else {
          addAddress(batch, subject);
        }
      }
    }

    private void addAddress(DossierBatch batch, Subject address) {
      try {
        activity.add(batch.get(address));
      } catch (UnreadableItemException broken) {
        anyUnreadable = true;
      }
    }
  }
}
