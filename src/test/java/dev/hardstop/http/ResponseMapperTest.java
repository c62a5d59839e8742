package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResponseMapperTest {
  /** Without the annotation, the native binary could not read the components of a record. */
  @Test
  void everyRecordInAResponseIsRegisteredForReflection() {
    Set<String> records = new TreeSet<>();
    Set<String> notRegistered = new TreeSet<>();
    responseTypes().forEach(type -> collect(type, records, notRegistered));
    assertThat(records)
        .contains(
            "Results", "Judged", "NotJudged", "VerdictResponse", "ReleaseResponse", "Problem");
    assertThat(notRegistered).isEmpty();
  }

  /** Otherwise the first answer with that record would wait until Jackson has examined it. */
  @Test
  void theSerialisersOfAllResponsesAreMadeBeforehand() {
    Set<Class<?>> prepared = new HashSet<>();
    responseTypes().forEach(body -> collectPrepared(body, true, prepared));
    assertThat(List.<Class<?>>copyOf(ResponseMapper.RECORDS))
        .doesNotHaveDuplicates()
        .hasSameElementsAs(prepared);
  }

  /** The serialiser of a record contains those of its components, but not those of an interface. */
  private static void collectPrepared(Type type, boolean isPrepared, Set<Class<?>> prepared) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments())
          .forEach(argument -> collectPrepared(argument, false, prepared));
    } else if (type instanceof Class<?> raw && raw.isSealed()) {
      Arrays.stream(raw.getPermittedSubclasses())
          .forEach(permitted -> collectPrepared(permitted, true, prepared));
    } else if (type instanceof Class<?> raw && raw.isRecord()) {
      if (isPrepared) {
        prepared.add(raw);
      }
      Arrays.stream(raw.getRecordComponents())
          .forEach(component -> collectPrepared(component.getGenericType(), false, prepared));
    }
  }

  /** What the actions of the handlers return, and the body of an error. */
  private static Stream<Class<?>> responseTypes() {
    Stream<Class<?>> returned = Stream.of(
            CheckHandler.class, DeskHandler.class, DomainAnswers.class)
        .flatMap(handler -> Arrays.stream(handler.getDeclaredMethods()))
        .filter(method -> Arrays.asList(method.getParameterTypes()).contains(HttpRequest.class))
        .map(Method::getReturnType);
    return Stream.concat(returned, Stream.of(ProblemException.Problem.class));
  }

  private static void collect(Type type, Set<String> records, Set<String> notRegistered) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments())
          .forEach(argument -> collect(argument, records, notRegistered));
    } else if (type instanceof Class<?> raw && raw.isSealed()) {
      Arrays.stream(raw.getPermittedSubclasses())
          .forEach(permitted -> collect(permitted, records, notRegistered));
    } else if (type instanceof Class<?> raw && raw.isRecord() && records.add(raw.getSimpleName())) {
      if (!raw.isAnnotationPresent(RegisterForReflection.class)) {
        notRegistered.add(raw.getSimpleName());
      }
      Arrays.stream(raw.getRecordComponents())
          .map(RecordComponent::getGenericType)
          .forEach(component -> collect(component, records, notRegistered));
    }
  }
}
