package dev.hardstop.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/**
 * A name server on the loopback interface that serves a {@link NameZone} over UDP and TCP on one
 * port (RFC 1035). An answer that does not fit into a datagram of 512 bytes is truncated; a client
 * repeats the query over TCP.
 */
public final class LoopbackNameServer implements AutoCloseable {
  private static final int LONGEST_DATAGRAM = 512;

  private final NameZone zone;
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger overTcp = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  private LoopbackNameServer(NameZone zone, DatagramSocket udp, ServerSocket tcp) {
    this.zone = zone;
    this.udp = udp;
    this.tcp = tcp;
  }

  public static LoopbackNameServer start(NameZone zone) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    ServerSocket tcp = new ServerSocket(0, 50, loopback);
    DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()));
    LoopbackNameServer server = new LoopbackNameServer(zone, udp, tcp);
    server.begin("udp", server::serveUdp);
    server.begin("tcp", server::serveTcp);
    return server;
  }

  /** The value for {@code hardstop.dns.server}. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  int port() {
    return tcp.getLocalPort();
  }

  /** The queries so far, such as {@code contoso.com. MX}, each as often as it was sent. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  int askedOverTcp() {
    return overTcp.get();
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private interface Loop {
    void run() throws IOException;
  }

  private void begin(String name, Loop loop) {
    Thread thread = new Thread(
        () -> {
          try {
            loop.run();
          } catch (IOException closed) {
            // The socket was closed, which ends the server.
          }
        },
        "name-server-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void serveUdp() throws IOException {
    byte[] buffer = new byte[4096];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      udp.receive(packet);
      Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
      byte[] answer = answer(query, LONGEST_DATAGRAM);
      if (answer.length > 0) {
        udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    }
  }

  private void serveTcp() throws IOException {
    while (true) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] query = new byte[in.readUnsignedShort()];
        in.readFully(query);
        overTcp.incrementAndGet();
        byte[] answer = answer(new Message(query), Message.MAXLENGTH);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      }
    }
  }

  private byte[] answer(Message query, int longest) {
    asked.add(
        query.getQuestion().getName() + " " + Type.string(query.getQuestion().getType()));
    return zone.answer(query, longest);
  }
}
