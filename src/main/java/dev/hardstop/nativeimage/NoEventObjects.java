package dev.hardstop.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.amazon.lambda.runtime.AmazonLambdaRecorder;

/**
 * Handlers of objects of AWS's event library instead of streams, which Hardstop has none of. Their
 * readers would bring that library's classes with them.
 */
@TargetClass(AmazonLambdaRecorder.class)
final class NoEventObjects {
  private NoEventObjects() {}

  @Substitute
  static void initializeHandlerClass(AmazonLambdaRecorder.RequestHandlerDefinition handler) {
    throw new UnsupportedOperationException("this binary has handlers of streams only");
  }
}
