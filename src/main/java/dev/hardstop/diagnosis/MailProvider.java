package dev.hardstop.diagnosis;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whose servers refuse, as far as their words show: a receiver's provider or the filter before it. */
public enum MailProvider {
  /** Exchange Online and consumer Outlook. */
  MICROSOFT("Microsoft 365", List.of("microsoft."), List.of("outlook.com", "office.com")),
  /** Gmail and Google Workspace. */
  GOOGLE("Google", List.of("google."), List.of("google.com", "gmail.com", "googlemail.com")),
  /** Yahoo and AOL. */
  YAHOO("Yahoo", List.of("yahoo.", "aol."), List.of("yahoodns.net", "yahoo.com", "aol.com")),
  /** Proofpoint. */
  PROOFPOINT(
      "Proofpoint",
      List.of("proofpoint."),
      List.of("pphosted.com", "ppe-hosted.com", "proofpoint")),
  /** Mimecast. */
  MIMECAST("Mimecast", List.of("mimecast."), List.of("mimecast")),
  /** Barracuda. */
  BARRACUDA("Barracuda", List.of("barracuda."), List.of("barracudanetworks.com", "cuda_nsu")),
  /** Cisco. */
  CISCO("Cisco", List.of("cisco."), List.of("iphmx.com", "ironport.com")),
  /** Trend Micro. */
  TREND_MICRO("Trend Micro", List.of("trend-micro."), List.of("trendmicro.")),
  /** Apple. */
  APPLE("Apple", List.of("apple."), List.of("icloud.com", "apple.com")),
  /** GMX, WEB.DE and IONOS. */
  GMX("GMX", List.of("gmx."), List.of("gmx.net", "gmx.de", "web.de", "kundenserver.de")),
  /** Another, or nothing shows who it is. */
  OTHER("other", List.of(), List.of());

  /** A rule that fits its words on anybody's server says nothing of who spoke them. */
  private static final String ANYBODYS = "unsigned";

  private final String title;
  private final List<String> rules;
  private final List<String> hosts;

  MailProvider(String title, List<String> rules, List<String> hosts) {
    this.title = title;
    this.rules = rules;
    this.hosts = hosts;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** The gateway of this constant's name. */
  static Optional<MailProvider> find(String name) {
    return Arrays.stream(values())
        .filter(gateway -> gateway.name().equals(name))
        .findFirst();
  }

  /** Who said this: by the host in its words, else by the provider whose rule answered. */
  static MailProvider of(DeliveryStatus said, Classification classification) {
    String words = said.words().value();
    return Arrays.stream(values())
        .filter(gateway -> gateway.hosts.stream().anyMatch(host -> isNamed(host, words, said)))
        .findFirst()
        .orElseGet(() -> byRule(classification.ruleId()));
  }

  private static boolean isNamed(String host, String words, DeliveryStatus said) {
    return words.contains("<host:" + host)
        || words.contains("." + host + ">")
        || words.contains("<url:" + host)
        || said.reportingMta().endsWith("." + host);
  }

  private static MailProvider byRule(String ruleId) {
    return Arrays.stream(values())
        .filter(gateway -> gateway.rules.stream().anyMatch(ruleId::startsWith))
        .filter(gateway -> !ruleId.contains(ANYBODYS))
        .findFirst()
        .orElse(OTHER);
  }
}
