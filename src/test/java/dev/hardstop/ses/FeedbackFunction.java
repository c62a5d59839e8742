package dev.hardstop.ses;

import com.amazonaws.services.lambda.runtime.Context;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.privacy.LogWatch;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The feedback function with a table in memory: events go in, verdicts come out. */
final class FeedbackFunction {
  static final String REQUEST_ID = "request-1";
  static final String FUNCTION_NAME = "hardstop-feedback";
  static final String NOTHING_FAILED = "{\"batchItemFailures\":[]}";

  private static final RuleBook BOOK = RuleFiles.book();
  private static final SuppressionPolicy POLICY = SuppressionPolicy.standard();

  final InMemoryDossierTable table = new InMemoryDossierTable();
  final LogLines log = new LogLines();
  final List<String> metrics = new ArrayList<>();
  private final FeedbackHandler handler;

  /** The remaining time of the invocation that Lambda reports. */
  int remainingMillis = 30_000;

  FeedbackFunction() {
    handler = handler(table);
  }

  /** A function whose table cannot write these addresses; its exception contains the address. */
  FeedbackFunction(String... unwritable) {
    Set<String> keys = Set.of(unwritable);
    handler = handler(new UnwritableSubjects(table, subject -> keys.contains(subject.key())));
  }

  private FeedbackHandler handler(DossierTable list) {
    return new FeedbackHandler(
        new Recorder(BOOK, POLICY, list, Runnable::run),
        new Metrics(InstantSource.system(), metrics::add));
  }

  /** What the function answers. */
  String take(Object event) {
    return take(event.toString().getBytes(StandardCharsets.UTF_8));
  }

  String take(byte[] event) {
    LogWatch.given(event);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    log.listen();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, context());
    } catch (IOException cannotBe) {
      throw new UncheckedIOException(cannotBe);
    } finally {
      log.ignore();
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  Verdict verdict(String address, Instant now) {
    EmailAddress mailbox = EmailAddress.of(address);
    Subject subject = Subject.of(mailbox);
    Subject domain = Subject.domainOf(mailbox);
    ReadResults<Subject, Dossier> known = table.read(Set.of(subject, domain));
    return POLICY.judge(known.get(subject), known.get(domain), BOOK, now);
  }

  private Context context() {
    return (Context) Proxy.newProxyInstance(
        Context.class.getClassLoader(),
        new Class<?>[] {Context.class},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "getAwsRequestId" -> REQUEST_ID;
          case "getFunctionName" -> FUNCTION_NAME;
          case "getRemainingTimeInMillis" -> remainingMillis;
          default -> null;
        });
  }
}
