package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.smtp.DomainName;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the dossiers of a domain and diagnoses it. The work is bounded: if a domain has more than {@value
 * #MOST_ADDRESSES} dossiers, only those that were written last are read, and the figures say so.
 */
public final class DomainExamination {
  /** The most addresses of a domain that are read. */
  public static final int MOST_ADDRESSES = 500;

  private final Dossiers dossiers;
  private final DossierIndex index;
  private final RuleBook book;
  private final Diagnostician diagnostician;
  private final Duration deliveryWait;

  /** Creates an examination that reads these dossiers and applies these thresholds. */
  public DomainExamination(
      Dossiers dossiers, DossierIndex index, RuleBook book, Thresholds thresholds) {
    this.dossiers = requireNonNull(dossiers, "dossiers is null");
    this.index = requireNonNull(index, "index is null");
    this.book = requireNonNull(book, "book is null");
    this.diagnostician = new Diagnostician(thresholds);
    this.deliveryWait = thresholds.deliveryWait();
  }

  /**
   * Reads and diagnoses a domain.
   *
   * @param domain in any spelling, Unicode included
   * @param spiking as in {@link Diagnostician#diagnose}
   * @throws dev.hardstop.smtp.InvalidAddressException when the text is not a domain
   */
  public Diagnosis of(String domain, Set<BounceReason> spiking, Instant now) {
    return of(activity(domain, now), spiking);
  }

  /** Diagnoses a domain whose activity has been read. */
  public Diagnosis of(DomainActivity activity, Set<BounceReason> spiking) {
    return diagnostician.diagnose(activity, spiking);
  }

  /**
   * Reads the activity of a domain. Addresses with dossiers that cannot be read are left out; then the
   * activity is marked as sampled.
   *
   * @param domain in any spelling, Unicode included
   * @throws dev.hardstop.suppression.UnreadableItemException when the domain's own dossier cannot be
   *     read
   * @throws dev.hardstop.smtp.InvalidAddressException when the text is not a domain
   */
  public DomainActivity activity(String domain, Instant now) {
    String canonical = DomainName.canonical(domain);
    ResultPage<Subject.Address> page =
        index.addressesOf(canonical, Optional.empty(), MOST_ADDRESSES);
    Set<Subject> subjects = new LinkedHashSet<>();
    subjects.add(Subject.parse('@' + canonical));
    subjects.addAll(page.items());
    ActivityReading reading =
        new ActivityReading(dossiers.delivered(Set.of(canonical)).get(canonical), now);
    dossiers.readInBatches(List.copyOf(subjects), reading::add);
    return reading.activity.build(page.next().isPresent() || reading.anyUnreadable);
  }

  /** Reads the dossier of the domain first, and then the dossiers of its addresses. */
  private final class ActivityReading {
    private final DeliveredRecipients delivered;
    private final Instant now;
    private DomainActivity.Builder activity;
    private boolean anyUnreadable;

    private ActivityReading(DeliveredRecipients delivered, Instant now) {
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
      } catch (UnreadableItemException unreadable) {
        anyUnreadable = true;
      }
    }
  }
}
