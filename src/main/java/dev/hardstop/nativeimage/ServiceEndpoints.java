package dev.hardstop.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Map;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.DynamodbServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EmailServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SnsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SqsServiceMetadata;

/**
 * Reduces the SDK's endpoint metadata to the services that Hardstop calls. The SDK creates the metadata of about 300
 * services at once, and in the binary all of it would be in the image heap.
 *
 * <p>Upstream: <a href="https://github.com/aws/aws-sdk-java-v2/issues/3664">aws-sdk-java-v2 issue 3664</a>. Once the
 * SDK no longer reads this metadata when it creates a client, this class can be removed.
 */
final class ServiceEndpoints {
  /** The metadata by the service's endpoint prefix, which is the first label of its host names. */
  private static final Map<String, ServiceMetadata> METADATA = Map.of(
      "dynamodb", new DynamodbServiceMetadata(),
      "email", new EmailServiceMetadata(),
      "sns", new SnsServiceMetadata(),
      "sqs", new SqsServiceMetadata());

  private ServiceEndpoints() {}

  /** Null for another service, for which the SDK then uses the default host name of the region. */
  static ServiceMetadata metadata(String endpointPrefix) {
    return METADATA.get(endpointPrefix);
  }

  @TargetClass(GeneratedServiceMetadataProvider.class)
  static final class MetadataProvider {
    private MetadataProvider() {}

    @Substitute
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
      return ServiceEndpoints.metadata(endpointPrefix);
    }
  }
}
