package dev.hardstop.watch;

import dev.hardstop.watchstate.Alert;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** A topic: whoever subscribed to it, a chat or a pager, is told in plain text. */
@Singleton
final class SnsTopic implements AlertChannel {
  /** Amazon SNS API reference, Publish: 100 characters of ASCII, beginning with none of control. */
  private static final int LONGEST_SUBJECT = 99;

  private final Optional<String> topic;
  private final Lazy<SnsClient> sns;

  @Inject
  SnsTopic(WatchConfiguration configuration) {
    this(
        configuration.topic(),
        new Lazy<>(() -> SnsClient.builder()
            .httpClientBuilder(ApacheHttpClient.builder())
            .overrideConfiguration(Calls::limit)
            .build()));
  }

  SnsTopic(Optional<String> topic, Lazy<SnsClient> sns) {
    this.topic = topic;
    this.sns = sns;
  }

  @Override
  public Alert.Channel way() {
    return Alert.Channel.TOPIC;
  }

  @Override
  public boolean isAsked() {
    return topic.isPresent();
  }

  @Override
  public void send(AlertMessage message) {
    sns.get()
        .publish(publish -> publish
            .topicArn(topic.orElseThrow())
            .subject(line(message.subject()))
            .message(message.text()));
  }

  private static String line(String subject) {
    StringBuilder line = new StringBuilder();
    subject
        .chars()
        .limit(LONGEST_SUBJECT)
        .forEach(c -> line.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return line.toString();
  }
}
