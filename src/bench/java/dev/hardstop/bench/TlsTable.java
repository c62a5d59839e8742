package dev.hardstop.bench;

import dev.hardstop.local.WireServer;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;

/** A table behind TLS. It never hangs up by itself. */
final class TlsTable implements AutoCloseable {
  private static final String TRUST = "QUARKUS_DYNAMODB_SYNC_CLIENT_TLS_TRUST_MANAGERS_PROVIDER_";

  private final TestAuthority authority;
  private final WireServer server;

  TlsTable(TestAuthority authority, WireServer.Handler answers)
      throws IOException, GeneralSecurityException {
    this.authority = authority;
    SSLServerSocket socket = (SSLServerSocket) authority
        .serverContext()
        .getServerSocketFactory()
        .createServerSocket(0, 0, WireServer.loopback());
    server = WireServer.start(socket, answers);
  }

  URI endpoint() {
    return URI.create("https://" + server.hostAndPort());
  }

  /** What a function needs to find it and to trust it. */
  Map<String, String> variables() {
    return Map.of(
        "HARDSTOP_TABLE",
        BenchmarkTable.NAME,
        "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE",
        endpoint().toString(),
        TRUST + "TYPE",
        "file-store",
        TRUST + "FILE_STORE_PATH",
        authority.trustStore().toString(),
        TRUST + "FILE_STORE_TYPE",
        "PKCS12",
        TRUST + "FILE_STORE_PASSWORD",
        TestAuthority.PASSWORD,
        // A JVM's first handshakes take longer than a try may.
        "QUARKUS_DYNAMODB_API_CALL_TIMEOUT",
        "20S",
        "QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT",
        "10S",
        "QUARKUS_DYNAMODB_SYNC_CLIENT_SOCKET_TIMEOUT",
        "10S",
        "QUARKUS_DYNAMODB_SYNC_CLIENT_CONNECTION_TIMEOUT",
        "10S");
  }

  @Override
  public void close() {
    server.close();
  }
}
