package dev.hardstop.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** The data of a test name server: the records of a zone file, and names for which it misbehaves. */
public final class NameZone {
  private final Map<Name, List<Record>> records = new HashMap<>();
  private final Map<Name, Integer> failing = new HashMap<>();
  private final Set<Name> silent = new HashSet<>();
  private final Map<Name, Integer> lost = new ConcurrentHashMap<>();

  private NameZone() {}

  /** The records of a zone file (RFC 1035 section 5) with absolute names and a time to live each. */
  public static NameZone of(String file) {
    NameZone zone = new NameZone();
    try (Master master =
        new Master(new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII)), Name.root)) {
      for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
        zone.records
            .computeIfAbsent(record.getName(), name -> new ArrayList<>())
            .add(record);
      }
    } catch (IOException malformed) {
      throw new IllegalArgumentException(malformed);
    }
    return zone;
  }

  /** Every query for this name is answered with this response code. */
  NameZone failing(String name, int rcode) {
    failing.put(Name.fromConstantString(name), rcode);
    return this;
  }

  /** No query for this name is answered. */
  NameZone silent(String name) {
    silent.add(Name.fromConstantString(name));
    return this;
  }

  /** The first query for this name is lost. */
  NameZone losingTheFirst(String name) {
    lost.put(Name.fromConstantString(name), 1);
    return this;
  }

  /** The answer on the wire; empty where none is to be sent. */
  byte[] answer(Message query, int longest) {
    Name name = query.getQuestion().getName();
    if (silent.contains(name) || lost.merge(name, -1, Integer::sum) >= 0) {
      return new byte[0];
    }
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    Integer failure = failing.get(name);
    if (failure != null) {
      answer.getHeader().setRcode(failure);
    } else {
      fill(answer, name, query.getQuestion().getType());
    }
    return answer.toWire(longest);
  }

  /** Answers as a recursive resolver does, which follows aliases: of several, the first. */
  private void fill(Message answer, Name asked, int type) {
    Name name = asked;
    for (int links = 0; links < 8; links++) {
      List<Record> all = records.getOrDefault(name, List.of());
      List<Record> fitting = all.stream().filter(it -> it.getType() == type).toList();
      fitting.forEach(record -> answer.addRecord(record, Section.ANSWER));
      List<CNAMERecord> alias = all.stream()
          .filter(CNAMERecord.class::isInstance)
          .map(CNAMERecord.class::cast)
          .toList();
      if (!fitting.isEmpty() || alias.isEmpty()) {
        if (fitting.isEmpty()) {
          answer.addRecord(soa(), Section.AUTHORITY);
        }
        answer.getHeader().setRcode(all.isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR);
        return;
      }
      alias.forEach(record -> answer.addRecord(record, Section.ANSWER));
      name = alias.get(0).getTarget();
    }
  }

  /** A negative answer may be kept for 120 seconds. */
  private static Record soa() {
    Name root = Name.root;
    return new SOARecord(root, DClass.IN, 900, root, root, 1, 1, 1, 1, 120);
  }
}
