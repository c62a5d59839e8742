package dev.hardstop.letters;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.MailRoute;
import java.util.Locale;
import java.util.Optional;

/**
 * A letter for each diagnosis, as plain text with its subject in the first line: to the
 * administrator of the recipients where the fault is theirs to find, to whoever runs our own sending
 * where it is ours. The templates are files under {@code letters/}.
 */
public final class Letters {
  private static final TemplateFolder TEMPLATES = TemplateFolder.in("/letters/");

  private Letters() {}

  /**
   * The letter about a diagnosis.
   *
   * @param domain whom it is about: A-labels, lower case
   * @param route where the domain's mail goes; empty where nobody asked
   * @return empty where there is nothing to write
   */
  public static Optional<String> to(Diagnosis diagnosis, String domain, Optional<MailRoute> route) {
    if (diagnosis.name() == Diagnosis.Name.NOTHING_UNUSUAL) {
      return Optional.empty();
    }
    String template = diagnosis.name().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Optional.of(TEMPLATES.render(template, LetterModel.of(diagnosis, domain, route)));
  }
}
