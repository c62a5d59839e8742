package dev.hardstop.nativeimage;

import java.util.Map;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.DynamodbServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EmailServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SnsServiceMetadata;

/** What the SDK knows of the services that Hardstop calls, by the first part of their host names. */
final class CalledServices {
  private static final Map<String, ServiceMetadata> METADATA = Map.of(
      "dynamodb", new DynamodbServiceMetadata(),
      "email", new EmailServiceMetadata(),
      "sns", new SnsServiceMetadata());

  private CalledServices() {}

  /** Null for another service: the SDK then takes the host name that is usual in the region. */
  static ServiceMetadata metadata(String endpointPrefix) {
    return METADATA.get(endpointPrefix);
  }
}
