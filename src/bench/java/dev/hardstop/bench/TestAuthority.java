package dev.hardstop.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A new certificate authority, made with the JDK's keytool, and one certificate by it for 127.0.0.1.
 * Only a client that is given its store trusts it.
 */
final class TestAuthority {
  /** Of a store that is thrown away. */
  static final String PASSWORD = "not-a-secret";

  private final Path folder;

  private TestAuthority(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes it, with keys as AWS has them.
   *
   * @param folder an empty one, where the key stores stay
   */
  static TestAuthority make(Path folder) throws IOException, InterruptedException {
    TestAuthority authority = new TestAuthority(folder);
    authority.newKey("authority", "-ext", "bc:c");
    authority.newKey("server", "-ext", "san=ip:127.0.0.1");
    authority.keytool("authority", "-exportcert", "-alias", "authority", "-file", "authority.crt");
    authority.keytool("server", "-certreq", "-alias", "server", "-file", "server.csr");
    authority.keytool(
        "authority",
        "-gencert",
        "-alias",
        "authority",
        "-ext",
        "san=ip:127.0.0.1",
        "-infile",
        "server.csr",
        "-outfile",
        "server.crt");
    authority.keytool("server", trusted("authority"));
    authority.keytool("server", "-importcert", "-alias", "server", "-file", "server.crt");
    authority.keytool("trust", trusted("authority"));
    return authority;
  }

  /** The store that whoever is to trust it must be given. */
  Path trustStore() {
    return folder.resolve("trust.p12");
  }

  /** What a server at 127.0.0.1 needs. */
  SSLContext serverContext() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void newKey(String name, String... extension) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(
        "-genkeypair",
        "-alias",
        name,
        "-dname",
        "CN=Hardstop test " + name,
        "-keyalg",
        "RSA",
        "-keysize",
        "2048"));
    arguments.addAll(List.of(extension));
    keytool(name, arguments.toArray(String[]::new));
  }

  private static String[] trusted(String name) {
    return new String[] {"-importcert", "-noprompt", "-alias", name, "-file", name + ".crt"};
  }

  private void keytool(String store, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store + ".p12", "-storetype", "PKCS12", "-storepass", PASSWORD));
    Path output = folder.resolve("keytool.txt");
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + Files.readString(output));
    }
  }
}
