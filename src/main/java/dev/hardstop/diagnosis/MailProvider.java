package dev.hardstop.diagnosis;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who runs the mail servers of a domain: a mailbox provider, or the filter in front of the mailboxes.
 * A provider is recognised by the masked text of a reply and its rule, or by the name of a mail host.
 * The names of the constants are stored; a constant must not be renamed.
 */
public enum MailProvider {
  /** Exchange Online, and consumer Outlook as far as replies show it. */
  MICROSOFT(
      "Microsoft 365",
      List.of("microsoft."),
      List.of("outlook.com", "office.com"),
      List.of("mail.protection.outlook.com", "mx.microsoft")),
  /** Consumer Outlook, which only the name of a mail host distinguishes from Exchange Online. */
  OUTLOOK_COM("Outlook.com", List.of(), List.of(), List.of("olc.protection.outlook.com")),
  /** Gmail and Google Workspace. */
  GOOGLE(
      "Google",
      List.of("google."),
      List.of("google.com", "gmail.com", "googlemail.com"),
      List.of("google.com", "googlemail.com")),
  /** Yahoo and AOL. */
  YAHOO(
      "Yahoo",
      List.of("yahoo.", "aol."),
      List.of("yahoodns.net", "yahoo.com", "aol.com"),
      List.of("yahoodns.net")),
  /** Proofpoint. */
  PROOFPOINT(
      "Proofpoint",
      List.of("proofpoint."),
      List.of("pphosted.com", "ppe-hosted.com", "proofpoint"),
      List.of("pphosted.com", "ppe-hosted.com")),
  /** Mimecast. */
  MIMECAST(
      "Mimecast",
      List.of("mimecast."),
      List.of("mimecast"),
      List.of("mimecast.com", "mimecast.co.za", "mimecast-offshore.com")),
  /** Barracuda. */
  BARRACUDA(
      "Barracuda",
      List.of("barracuda."),
      List.of("barracudanetworks.com", "cuda_nsu"),
      List.of("barracudanetworks.com")),
  /** Cisco. */
  CISCO("Cisco", List.of("cisco."), List.of("iphmx.com", "ironport.com"), List.of("iphmx.com")),
  /** Trend Micro. */
  TREND_MICRO(
      "Trend Micro",
      List.of("trend-micro."),
      List.of("trendmicro."),
      List.of("trendmicro.com", "trendmicro.eu")),
  /** Apple. */
  APPLE(
      "iCloud", List.of("apple."), List.of("icloud.com", "apple.com"), List.of("mail.icloud.com")),
  /** GMX, WEB.DE and IONOS. */
  GMX("GMX", List.of("gmx."), List.of("gmx.net", "gmx.de", "web.de", "kundenserver.de"), List.of()),
  /** Symantec. */
  SYMANTEC("Symantec", "messagelabs.com"),
  /** Sophos. */
  SOPHOS("Sophos", "hydra.sophos.com"),
  /** Forcepoint. */
  FORCEPOINT("Forcepoint", "mailcontrol.com"),
  /** Hornetsecurity. */
  HORNETSECURITY("Hornetsecurity", "hornetsecurity.com", "antispameurope.com"),
  /** Fortinet. */
  FORTINET("Fortinet", "fortimailcloud.com"),
  /** Zoho. */
  ZOHO("Zoho", "zoho.com", "zoho.eu"),
  /** Proton. */
  PROTON("Proton", "protonmail.ch"),
  /** Fastmail. */
  FASTMAIL("Fastmail", "messagingengine.com"),
  /** Cloudflare. */
  CLOUDFLARE("Cloudflare", "mx.cloudflare.net"),
  /** Another provider, or an unknown one. */
  OTHER("other", List.of(), List.of(), List.of());

  /** A rule with this in its id matches text that any server may send. */
  private static final String ANY_SERVER = "unsigned";

  private final String title;
  private final List<String> ruleIds;
  private final List<String> replyHosts;
  private final List<String> mailHosts;

  /** Creates a provider that is recognised by the names of its mail hosts, also in replies. */
  MailProvider(String title, String... hosts) {
    this(title, List.of(), List.of(hosts), List.of(hosts));
  }

  /**
   * @param ruleIds the first part of the ids of the rules that match only this provider's replies
   * @param replyHosts a domain, or the start of a host name or URL, that its replies contain
   * @param mailHosts the domains of its mail hosts
   */
  MailProvider(
      String title, List<String> ruleIds, List<String> replyHosts, List<String> mailHosts) {
    this.title = title;
    this.ruleIds = ruleIds;
    this.replyHosts = replyHosts;
    this.mailHosts = mailHosts;
  }

  /** The name of the provider, for display. */
  public String title() {
    return title;
  }

  /** The provider with this constant name; empty for a name that only a later version knows. */
  static Optional<MailProvider> find(String name) {
    return Arrays.stream(values())
        .filter(provider -> provider.name().equals(name))
        .findFirst();
  }

  /**
   * The provider that runs a mail host; empty where it is not known.
   *
   * @param host the target of an MX record, lower case, without a dot at the end
   */
  public static Optional<MailProvider> ofMailHost(String host) {
    return Arrays.stream(values()).filter(provider -> provider.runs(host)).findFirst();
  }

  /** Whether a mail host (lower case, without a dot at the end) is the provider's. */
  public boolean runs(String host) {
    return mailHosts.stream()
        .anyMatch(domain -> host.equals(domain) || host.endsWith('.' + domain));
  }

  /**
   * The provider that sent a reply, recognised by the host that the reply names, otherwise by the rule that
   * matched.
   */
  static MailProvider of(DeliveryStatus status, Classification classification) {
    return Arrays.stream(values())
        .filter(provider -> provider.replyHosts.stream().anyMatch(host -> isNamed(host, status)))
        .findFirst()
        .orElseGet(() -> byRule(classification.ruleId()));
  }

  private static boolean isNamed(String host, DeliveryStatus status) {
    String reply = status.words().value();
    return reply.contains("<host:" + host)
        || reply.contains("." + host + ">")
        || reply.contains("<url:" + host)
        || status.reportingMta().endsWith("." + host);
  }

  private static MailProvider byRule(String ruleId) {
    return Arrays.stream(values())
        .filter(provider -> provider.ruleIds.stream().anyMatch(ruleId::startsWith))
        .filter(provider -> !ruleId.contains(ANY_SERVER))
        .findFirst()
        .orElse(OTHER);
  }
}
