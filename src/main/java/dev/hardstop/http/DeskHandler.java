package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.http.HttpRequest.QueryString;
import dev.hardstop.http.SuppressionsResponse.JudgedSubject;
import dev.hardstop.http.SuppressionsResponse.ListedSubject;
import dev.hardstop.http.SuppressionsResponse.UnreadableSubject;
import dev.hardstop.lambda.LogFields;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.Redaction;
import dev.hardstop.suppression.AddressErasure;
import dev.hardstop.suppression.AddressErasure.ErasedItems;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.Verdict;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Handles the actions of people: records the decisions of a person about an address or a domain, with who and why,
 * and lists what is suppressed. Only the HTTP API identifies the person, so a direct invocation is refused.
 */
@Named(DeskHandler.NAME)
@Singleton
public class DeskHandler implements RequestStreamHandler {
  static final String NAME = "desk";

  private static final Logger LOG = Logger.getLogger(DeskHandler.class);
  private static final int LONGEST_WHO = 200;

  private static final String NOT_WRITTEN =
      "The table is unavailable. The action may have been recorded all the same: send it again.";
  private static final String NOT_ERASED =
      "The table is unavailable. A part may have been erased: send the request again.";
  private static final String UNREADABLE =
      "The action was recorded, but the stored item cannot be read. Sending it again does not"
          + " help; the log names the item.";

  /**
   * How many keys of the index a page of {@code GET /v1/suppressions} reads. With the dossiers of their domains, a
   * page reads at most 1,000 dossiers.
   */
  static final int PAGE_SIZE = 500;

  private final DossierTable table;
  private final DossierIndex index;
  private final AddressErasure erasure;
  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final Verdicts verdicts;
  private final InstantSource clock;
  private final HttpAdapter adapter;

  @Inject
  public DeskHandler(
      DossierTable table,
      DossierIndex index,
      AddressErasure erasure,
      SuppressionPolicy policy,
      RuleBook book,
      InstantSource clock,
      JsonMapper json) {
    this.table = requireNonNull(table, "table is null");
    this.index = requireNonNull(index, "index is null");
    this.erasure = requireNonNull(erasure, "erasure is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.book = requireNonNull(book, "book is null");
    verdicts = new Verdicts(table, policy, book, clock);
    adapter = new HttpAdapter(
        NAME,
        json,
        Map.of(
            Route.SUPPRESSIONS, this::suppressions,
            Route.HISTORY, this::history,
            Route.RELEASE, this::release,
            Route.SUPPRESS, this::suppress,
            Route.ERASE, this::erase));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    adapter.handle(event, response, context);
  }

  /**
   * Judges the subjects of a page of the index. With a filter by domain, the first page includes the domain itself.
   */
  private SuppressionsResponse suppressions(HttpRequest request) {
    who(request);
    SuppressionFilter filter = SuppressionFilter.of(request, policy.streams());
    ResultPage<Subject> page = page(filter);
    List<Subject> subjects = page.items().stream().distinct().toList();
    ReadResults<Subject, Verdict> judged = verdicts.on(subjects, filter.stream());
    AccessLog.unreadable(judged.unreadable().values());
    List<ListedSubject> listed = new ArrayList<>();
    for (Subject subject : subjects) {
      Optional<Verdict> verdict = judged.find(subject);
      if (verdict.isEmpty()) {
        listed.add(UnreadableSubject.of(subject));
      } else if (filter.passes(verdict.get())) {
        listed.add(JudgedSubject.of(subject, verdict.get()));
      }
    }
    return new SuppressionsResponse(listed, subjects.size(), page.next().orElse(null));
  }

  private ResultPage<Subject> page(SuppressionFilter filter) {
    try {
      return filter.domain().isPresent()
          ? ofDomain(filter.domain().get(), filter.cursor())
          : index.all(filter.cursor(), PAGE_SIZE);
    } catch (IllegalArgumentException foreign) {
      throw ProblemException.badRequest(
          "The cursor must be the \"next\" of an answer with the same filters.");
    }
  }

  private ResultPage<Subject> ofDomain(String domain, Optional<String> cursor) {
    ResultPage<Subject.Address> page = index.addressesOf(domain, cursor, PAGE_SIZE);
    List<Subject> subjects = new ArrayList<>(page.items());
    if (cursor.isEmpty()) {
      subjects.add(0, new Subject.Domain(domain));
    }
    return new ResultPage<>(subjects, page.next());
  }

  /** Everything about one address, in one read. */
  private HistoryResponse history(HttpRequest request) {
    who(request);
    EmailAddress address = request.address();
    QueryString.of(request, List.of());
    ReadResults<Subject, Dossier> read = table.readWithDomain(address);
    Dossier own = read.get(Subject.of(address));
    Dossier domain = read.get(Subject.domainOf(address));
    Instant now = clock.instant();
    Verdict verdict = policy.judge(own, domain, book, now);
    return HistoryResponse.of(own, domain, verdict, book, now);
  }

  private ManualActionResponse.Recorded release(HttpRequest request) {
    String who = who(request);
    ManualActionRequest asked = ManualActionRequest.release(JsonBody.of(request), who, now());
    if (erasure.canKeep()
        && asked.subject() instanceof Subject.Address address
        && asked.action() instanceof ManualAction.Release release) {
      endTombstone(address, release);
    }
    return recorded(asked);
  }

  /**
   * Removes the tombstone of an erased address before the release is written. Therefore {@code announce} cannot know
   * the verdict before this release, and its event has none.
   */
  private void endTombstone(Subject.Address released, ManualAction.Release release) {
    Subject domain = new Subject.Domain(released.domain());
    try {
      table
          .read(Set.of(domain))
          .find(domain)
          .ifPresent(
              found -> erasure.forget(released.address(), found, release.includeComplaint()));
    } catch (TableUnavailableException unavailable) {
      throw ProblemException.unavailable(NOT_WRITTEN, unavailable);
    }
  }

  /**
   * The dossier of a domain. If its item cannot be read and there is no erasure key, it is empty, because the domain
   * has no erased addresses.
   *
   * @throws UnreadableItemException if the item cannot be read and the domain may have erased addresses
   */
  private Dossier domain(ReadResults<Subject, Dossier> read, Subject domain) {
    return erasure.canKeep() ? read.get(domain) : read.find(domain).orElse(Dossier.empty(domain));
  }

  private ManualActionResponse.Recorded suppress(HttpRequest request) {
    String who = who(request);
    return recorded(
        ManualActionRequest.suppression(JsonBody.of(request), policy.streams(), who, now()));
  }

  private ManualActionResponse.Recorded recorded(ManualActionRequest request) {
    write(request);
    return ManualActionResponse.Recorded.of(
        request.subject(), verdicts.on(request.subject()), request.action());
  }

  private void write(ManualActionRequest request) {
    try {
      table.addAction(request.subject(), request.action());
    } catch (TableUnavailableException unavailable) {
      throw ProblemException.unavailable(NOT_WRITTEN, unavailable);
    } catch (UnreadableItemException unreadable) {
      throw ProblemException.broken(UNREADABLE, unreadable);
    }
  }

  private ErasureResponse erase(HttpRequest request) {
    String who = who(request);
    ErasureRequest asked = ErasureRequest.of(JsonBody.of(request), erasure.canKeep());
    Erased erased = erased(asked);
    log(erased.items(), erased.kept(), who);
    return ErasureResponse.of(
        asked.subject(), erased.items(), erased.kept(), policy.sesList(), who, asked.why(), now());
  }

  /** The removed items, and the tombstone that is kept. */
  private record Erased(ErasedItems items, Optional<Tombstone> kept) {}

  private Erased erased(ErasureRequest asked) {
    EmailAddress address = asked.subject().address();
    try {
      ReadResults<Subject, Dossier> read = table.readWithDomain(address);
      Dossier domain = domain(read, Subject.domainOf(address));
      if (!asked.keepsSuppression()) {
        erasure.forget(address, domain, true);
        return new Erased(erasure.erase(address), Optional.empty());
      }
      Dossier known = read.get(asked.subject());
      Optional<Tombstone> kept = Tombstone.of(known, domain, policy, book, clock.instant());
      kept.ifPresent(tombstone -> erasure.keep(address, tombstone));
      ErasedItems items = erasure.erase(address);
      // Feedback that arrived after the dossier was read may suppress the address longer.
      Optional<Tombstone> late = items
          .dossier()
          .flatMap(it -> Tombstone.of(it.with(kept), domain, policy, book, clock.instant()))
          .filter(it -> !kept.equals(Optional.of(it)));
      late.ifPresent(tombstone -> erasure.keep(address, tombstone));
      return new Erased(items, late.or(() -> kept));
    } catch (TableUnavailableException unavailable) {
      throw ProblemException.unavailable(NOT_ERASED, unavailable);
    }
  }

  /**
   * Logs an erasure for audits, without the address and without the reason, which is free text and may contain the
   * address.
   */
  private static void log(ErasedItems erased, Optional<Tombstone> kept, String who) {
    LogFields.with(
        Map.of("who", Redaction.of(who, LONGEST_WHO)),
        () -> LOG.infof(
            "Erased an address: dossier %s, hashes %s, examples %s, suppression kept %s",
            erased.hadDossier(), erased.hashes(), erased.examples(), kept.isPresent()));
  }

  private static String who(HttpRequest request) {
    return request
        .caller()
        .orElseThrow(
            () -> ProblemException.forbidden("The request is not signed by an IAM identity."));
  }

  /** The present time in milliseconds, as the table stores it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
