package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.watch.AlertChannel.AlertMessage;
import dev.hardstop.watchstate.Alert;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;

/** Publishes a message in plain text to an SNS topic, whose subscribers may be a chat or a pager. */
@Singleton
final class SnsTopic implements AlertChannel {
  /**
   * The longest subject, which must be ASCII without control characters (Amazon SNS API reference,
   * Publish).
   */
  private static final int LONGEST_SUBJECT = 99;

  private final SnsClient sns;
  private final Optional<String> topic;

  @Inject
  SnsTopic(SnsClient sns, WatchConfiguration configuration) {
    this.sns = requireNonNull(sns, "sns is null");
    this.topic = configuration.topic();
  }

  @Override
  public Alert.Channel channel() {
    return Alert.Channel.TOPIC;
  }

  @Override
  public boolean isConfigured() {
    return topic.isPresent();
  }

  @Override
  public void send(AlertMessage message) {
    sns.publish(publish -> publish
        .topicArn(topic.orElseThrow())
        .subject(ascii(message.subject()))
        .message(message.text()));
  }

  private static String ascii(String subject) {
    StringBuilder line = new StringBuilder();
    subject
        .chars()
        .limit(LONGEST_SUBJECT)
        .forEach(c -> line.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return line.toString();
  }
}
