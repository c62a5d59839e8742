package dev.hardstop.nativeimage;

import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.RecomputeFieldValue;
import com.oracle.svm.core.annotate.RecomputeFieldValue.Kind;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.amazon.lambda.runtime.AmazonLambdaMapperRecorder;
import io.quarkus.amazon.lambda.runtime.AmazonLambdaRecorder;
import io.quarkus.amazon.lambda.runtime.ClientContextImpl;
import org.graalvm.nativeimage.hosted.FieldValueTransformer;

/**
 * Removes code that Quarkus needs only for handlers that receive objects of AWS's event library. All handlers of
 * Hardstop read streams.
 */
final class LambdaEvents {
  private LambdaEvents() {}

  /** Called while the binary is built, by the transformers below. */
  static ObjectMapper mapperWithoutJodaTime() {
    return JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }

  /**
   * Replaces Quarkus' object mapper for events with one without support for Joda-Time, which is half a megabyte of
   * code. The mapper still reads the identity and the client context, which a mobile client sends in two headers, and
   * writes the report of an event that failed.
   *
   * <p>Upstream: <a href="https://github.com/quarkusio/quarkus/pull/7616">Quarkus pull request 7616</a> added
   * Joda-Time for all handlers. No issue was found that asks to make it optional.
   */
  @TargetClass(AmazonLambdaMapperRecorder.class)
  static final class EventMapper {
    @Alias
    @RecomputeFieldValue(kind = Kind.Custom, declClass = Mapper.class)
    public static ObjectMapper objectMapper;

    @Alias
    @RecomputeFieldValue(kind = Kind.Custom, declClass = IdentityReader.class)
    public static ObjectReader cognitoIdReader;

    @Alias
    @RecomputeFieldValue(kind = Kind.Custom, declClass = ContextReader.class)
    public static ObjectReader clientCtxReader;

    private EventMapper() {}
  }

  static final class Mapper implements FieldValueTransformer {
    @Override
    public Object transform(Object receiver, Object original) {
      return mapperWithoutJodaTime();
    }
  }

  static final class IdentityReader implements FieldValueTransformer {
    @Override
    public Object transform(Object receiver, Object original) {
      return mapperWithoutJodaTime().readerFor(CognitoIdentity.class);
    }
  }

  static final class ContextReader implements FieldValueTransformer {
    @Override
    public Object transform(Object receiver, Object original) {
      return mapperWithoutJodaTime().readerFor(ClientContextImpl.class);
    }
  }

  /**
   * Refuses a handler of event objects. Its reader would bring the classes of AWS's event library
   * into the binary.
   *
   * <p>Upstream: no issue was found.
   */
  @TargetClass(AmazonLambdaRecorder.class)
  static final class HandlerInit {
    private HandlerInit() {}

    @Substitute
    static void initializeHandlerClass(AmazonLambdaRecorder.RequestHandlerDefinition handler) {
      throw new UnsupportedOperationException("this binary has only handlers of streams");
    }
  }
}
