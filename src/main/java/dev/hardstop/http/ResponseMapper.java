package dev.hardstop.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Provides the mapper that writes all response bodies. Days and times are written in ISO 8601.
 *
 * <p>The mapper and the serialisers of the records are created when this class is initialised, which happens while
 * the native binary is built. Therefore no answer waits for Jackson to examine a record.
 */
public final class ResponseMapper {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .addModule(new SimpleModule("ISO 8601")
          .addSerializer(LocalDate.class, ToStringSerializer.instance)
          .addSerializer(Instant.class, ToStringSerializer.instance))
      .build();

  /** The bodies of all responses, and the records that implement an interface inside a body. */
  static final List<Class<? extends Record>> RECORDS = List.of(
      AddressResponse.Results.class,
      AddressResponse.Judged.class,
      AddressResponse.NotJudged.class,
      AddressResponse.DomainPage.class,
      CheckHandler.HealthResponse.class,
      DomainResponse.class,
      DomainResponse.Incidents.class,
      ErasureResponse.class,
      ExplainResponse.class,
      HistoryResponse.class,
      ManualActionResponse.ExcludedDaysResponse.class,
      ManualActionResponse.Recorded.class,
      ManualActionResponse.ReleaseResponse.class,
      ManualActionResponse.SuppressionResponse.class,
      OverviewResponse.class,
      ProblemException.Problem.class,
      SesListResponse.class,
      SuppressionsResponse.class,
      SuppressionsResponse.JudgedSubject.class,
      SuppressionsResponse.UnreadableSubject.class);

  static {
    RECORDS.forEach(MAPPER::writerFor);
  }

  private ResponseMapper() {}

  @Produces
  @Singleton
  public static JsonMapper mapper() {
    return MAPPER;
  }
}
