package dev.hardstop.local;

import java.net.URI;
import java.util.Map;

/** Variables that tell a function where its table is. */
public final class TableVariables {
  private TableVariables() {}

  /** With the waits of template.yaml's functions, which are Lambda's. */
  public static Map<String, String> of(URI endpoint, String table) {
    return Map.of(
        "HARDSTOP_TABLE", table, "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", endpoint.toString());
  }

  /** The SDK's waits are as short as Lambda's; on a busy machine they are as long as these. */
  public static Map<String, String> patient(URI endpoint, String table) {
    return Map.of(
        "HARDSTOP_TABLE", table,
        "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", endpoint.toString(),
        "QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "50S",
        "QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "20S",
        "QUARKUS_DYNAMODB_SYNC_CLIENT_CONNECTION_TIMEOUT", "20S",
        "QUARKUS_DYNAMODB_SYNC_CLIENT_SOCKET_TIMEOUT", "20S");
  }
}
