package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.http.HttpRequest.QueryString;
import dev.hardstop.sesevent.BounceReport;
import dev.hardstop.sesevent.SesEventReader;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.BounceExplanation;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.watchstate.Overview;
import dev.hardstop.watchstate.Overview.OverviewStore;
import dev.hardstop.watchstate.SesListStateStore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers whether addresses may be mailed, and what is wrong with domains. It answers the HTTP API;
 * the question about addresses may also be the event of a direct invocation. It only reads.
 */
@Named(CheckHandler.NAME)
@Singleton
public class CheckHandler implements RequestStreamHandler {
  static final String NAME = "check";
  static final int MOST_ADDRESSES = 1_000;

  /** The keys that {@code POST /v1/explain} reads. */
  static final List<String> EXPLAIN_KEYS = List.of(
      "report",
      "diagnosticCode",
      "status",
      "bounceType",
      "bounceSubType",
      "action",
      "emailAddress",
      "remoteMtaIp");

  /** One of these keys must be present, because the other keys alone are not sufficient. */
  private static final List<String> REQUIRED_EXPLAIN_KEYS = EXPLAIN_KEYS.subList(0, 4);

  /** The keys that a report replaces. */
  private static final List<String> REPORTED_EXPLAIN_KEYS =
      List.of("diagnosticCode", "status", "action", "emailAddress");

  private final Verdicts verdicts;
  private final RuleBook book;
  private final SuppressionPolicy policy;
  private final SesListStateStore sesList;
  private final OverviewStore overview;
  private final InstantSource clock;
  private final HttpAdapter adapter;

  @Inject
  public CheckHandler(
      Dossiers dossiers,
      SuppressionPolicy policy,
      RuleBook book,
      InstantSource clock,
      DomainAnswers domains,
      SesListStateStore sesList,
      OverviewStore overview,
      JsonMapper json) {
    this.sesList = requireNonNull(sesList, "sesList is null");
    this.overview = requireNonNull(overview, "overview is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.book = requireNonNull(book, "book is null");
    verdicts = new Verdicts(dossiers, policy, book, clock);
    adapter = new HttpAdapter(
        NAME,
        json,
        Map.of(
            Route.CHECK, this::check,
            Route.ADDRESS, this::address,
            Route.ADDRESSES, request -> domains.addresses(request, verdicts),
            Route.DOMAIN, domains::diagnosis,
            Route.INCIDENTS, domains::incidents,
            Route.OVERVIEW, this::overview,
            Route.SES_LIST, this::sesList,
            Route.EXPLAIN, this::explain,
            Route.HEALTH, this::health));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    adapter.handle(event, response, context);
  }

  private AddressResponse.Results check(HttpRequest request) {
    JsonBody body = JsonBody.of(request, List.of("addresses", HttpRequest.STREAM));
    Optional<String> stream = listed(body.optionalText(HttpRequest.STREAM));
    List<AskedAddress> asked =
        body.texts("addresses", MOST_ADDRESSES).stream().map(AskedAddress::of).toList();
    ReadResults<Subject, Verdict> judged = verdicts.on(
        asked.stream().flatMap(one -> one.address().stream()).map(Subject::of).toList(), stream);
    AccessLog.unreadable(judged.unreadable().values());
    return new AddressResponse.Results(
        asked.stream().map(one -> one.response(judged)).toList());
  }

  private AddressResponse address(HttpRequest request) {
    EmailAddress address = request.address();
    Optional<String> stream = listed(request.stream());
    Subject subject = Subject.of(address);
    Verdict verdict = verdicts.on(List.of(subject), stream).get(subject);
    return AddressResponse.Judged.of(request.pathParameter(), address, verdict);
  }

  /** The findings of {@code watch} about SES's suppression list, in one read. */
  private SesListResponse sesList(HttpRequest request) {
    QueryString.of(request, List.of());
    return SesListResponse.of(policy.sesList(), sesList.read());
  }

  /** The overview of the sending, in one read. A part that cannot be read is null, and named in {@code unreadable}. */
  private OverviewResponse overview(HttpRequest request) {
    QueryString.of(request, List.of());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Overview read = overview.read(today);
    AccessLog.unreadable(read.unreadable().values());
    return OverviewResponse.of(read, today, policy.sesList());
  }

  /**
   * Refuses a stream that is not configured, because no evidence counts for it, so that its verdict could be too
   * mild.
   */
  private Optional<String> listed(Optional<String> stream) {
    stream.ifPresent(name -> ProblemException.requireListed(name, policy.streams()));
    return stream;
  }

  /**
   * Explains a bounce. Unknown keys are ignored, because SES may add keys to an entry of {@code bouncedRecipients}.
   */
  private ExplainResponse explain(HttpRequest request) {
    JsonBody body = JsonBody.of(request);
    EXPLAIN_KEYS.forEach(body::optionalText);
    if (REQUIRED_EXPLAIN_KEYS.stream()
        .allMatch(key -> body.optionalText(key).orElse("").isBlank())) {
      throw ProblemException.badRequest(
          "The body needs one of the keys " + String.join(", ", REQUIRED_EXPLAIN_KEYS) + ".");
    }
    BounceType type = SesEventReader.bounceType(body.object());
    String remoteMtaIp = body.optionalText("remoteMtaIp").orElse("");
    Optional<String> report = body.optionalText("report").filter(text -> !text.isBlank());
    if (report.isPresent()) {
      BounceReport read = reported(report.get(), body, type, remoteMtaIp);
      return ExplainResponse.of(explained(read.bounce()), Optional.of(read.recipients()));
    }
    Bounce bounce = SesEventReader.bounce(body.object(), type, remoteMtaIp);
    return ExplainResponse.of(explained(bounce), Optional.empty());
  }

  private static BounceReport reported(
      String report, JsonBody body, BounceType type, String remoteMtaIp) {
    if (REPORTED_EXPLAIN_KEYS.stream().anyMatch(body::has)) {
      throw ProblemException.badRequest("The report says this itself: leave out "
          + String.join(", ", REPORTED_EXPLAIN_KEYS) + ".");
    }
    if (report.length() > BounceReport.LONGEST_REPORT) {
      throw ProblemException.tooLarge("The report has more than " + BounceReport.LONGEST_REPORT
          + " characters: leave out the original message.");
    }
    try {
      return BounceReport.of(report, type, remoteMtaIp);
    } catch (InvalidSesEventException invalid) {
      throw ProblemException.badRequest("The report cannot be read: " + invalid.getMessage() + ".");
    }
  }

  private BounceExplanation explained(Bounce bounce) {
    return BounceExplanation.of(bounce, book, policy);
  }

  /** Does not read the table, because a health check must not cost a read. */
  private HealthResponse health(HttpRequest request) {
    return new HealthResponse("ok", book.rules().size());
  }

  /**
   * The body of the answer to {@code GET /v1/health}.
   *
   * @param status always {@code ok}
   * @param rules the number of rules in the rule book
   */
  @RegisterForReflection
  record HealthResponse(String status, int rules) {}

  /**
   * One entry of a batch.
   *
   * @param address empty if the text is not an address
   * @param detail why the text is not an address
   */
  private record AskedAddress(String text, Optional<EmailAddress> address, String detail) {
    private static AskedAddress of(String text) {
      try {
        return new AskedAddress(text, Optional.of(EmailAddress.of(text)), "");
      } catch (InvalidAddressException invalid) {
        return new AskedAddress(text, Optional.empty(), invalid.getMessage());
      }
    }

    private AddressResponse response(ReadResults<Subject, Verdict> judged) {
      return address
          .map(valid -> AddressResponse.of(text, valid, judged))
          .orElseGet(() -> AddressResponse.invalid(text, detail));
    }

    /** Omits the text, which is untrusted and may be personal data. */
    @Override
    public String toString() {
      return "AskedAddress[" + address + "]";
    }
  }
}
