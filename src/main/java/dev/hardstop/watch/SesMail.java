package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.watch.AlertChannel.AlertMessage;
import dev.hardstop.watchstate.Alert;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.Content;

/** Sends a message as a mail through SES, in plain text and in HTML. */
@Singleton
final class SesMail implements AlertChannel {
  private final SesClient ses;
  private final Optional<String> sender;
  private final List<String> recipients;
  private final Optional<String> configurationSet;

  @Inject
  SesMail(SesClient ses, WatchConfiguration configuration) {
    this.ses = requireNonNull(ses, "ses is null");
    this.sender = configuration.sender();
    this.recipients = configuration.recipients().orElse(List.of());
    this.configurationSet = configuration.configurationSet();
  }

  @Override
  public Alert.Channel channel() {
    return Alert.Channel.MAIL;
  }

  @Override
  public boolean isConfigured() {
    return sender.isPresent() && !recipients.isEmpty();
  }

  @Override
  public void send(AlertMessage message) {
    ses.sendEmail(mail -> mail.source(sender.orElseThrow())
        .configurationSetName(configurationSet.orElse(null))
        .destination(to -> to.toAddresses(recipients))
        .message(content -> content
            .subject(utf8(message.subject()))
            .body(body -> body.text(utf8(message.text())).html(utf8(message.html())))));
  }

  private static Content utf8(String text) {
    return Content.builder().charset(StandardCharsets.UTF_8.name()).data(text).build();
  }
}
