package dev.hardstop.nativeimage;

import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.RecomputeFieldValue;
import com.oracle.svm.core.annotate.RecomputeFieldValue.Kind;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.amazon.lambda.runtime.AmazonLambdaMapperRecorder;
import io.quarkus.amazon.lambda.runtime.ClientContextImpl;
import org.graalvm.nativeimage.hosted.FieldValueTransformer;

/**
 * What Quarkus reads an event with where a handler asks for an object of AWS's event library. Ours
 * read streams; what is left to it is who asks (a mobile client says so in two headers) and to write
 * that an event failed. Quarkus' own knows the dates of Joda-Time, which those objects have: half a
 * megabyte of code.
 */
@TargetClass(AmazonLambdaMapperRecorder.class)
final class EventMapper {
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

  /** Made while the binary is built, as the other two are. */
  static final class Mapper implements FieldValueTransformer {
    @Override
    public Object transform(Object receiver, Object original) {
      return withoutDates();
    }

    static ObjectMapper withoutDates() {
      return JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
    }
  }

  static final class IdentityReader implements FieldValueTransformer {
    @Override
    public Object transform(Object receiver, Object original) {
      return Mapper.withoutDates().readerFor(CognitoIdentity.class);
    }
  }

  static final class ContextReader implements FieldValueTransformer {
    @Override
    public Object transform(Object receiver, Object original) {
      return Mapper.withoutDates().readerFor(ClientContextImpl.class);
    }
  }
}
