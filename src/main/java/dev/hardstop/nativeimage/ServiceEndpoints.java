package dev.hardstop.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * The SDK knows of three hundred services in which region their endpoints are, and in the binary all
 * of that is in the image heap. {@link CalledServices} are left.
 */
@TargetClass(GeneratedServiceMetadataProvider.class)
final class ServiceEndpoints {
  private ServiceEndpoints() {}

  @Substitute
  public ServiceMetadata serviceMetadata(String endpointPrefix) {
    return CalledServices.metadata(endpointPrefix);
  }
}
