package dev.hardstop.dns;

import java.util.Arrays;
import java.util.List;

/** Whose servers take a domain's mail in, told by the name of the mail host. */
enum MailHostProvider {
  MICROSOFT_365("Microsoft 365", "mail.protection.outlook.com", "mx.microsoft"),
  OUTLOOK_COM("Outlook.com", "olc.protection.outlook.com"),
  GOOGLE("Google", "google.com", "googlemail.com"),
  PROOFPOINT("Proofpoint", "pphosted.com", "ppe-hosted.com"),
  MIMECAST("Mimecast", "mimecast.com", "mimecast.co.za", "mimecast-offshore.com"),
  BARRACUDA("Barracuda", "barracudanetworks.com"),
  CISCO("Cisco", "iphmx.com"),
  SYMANTEC("Symantec", "messagelabs.com"),
  TREND_MICRO("Trend Micro", "trendmicro.com", "trendmicro.eu"),
  SOPHOS("Sophos", "hydra.sophos.com"),
  FORCEPOINT("Forcepoint", "mailcontrol.com"),
  HORNETSECURITY("Hornetsecurity", "hornetsecurity.com", "antispameurope.com"),
  FORTINET("Fortinet", "fortimailcloud.com"),
  YAHOO("Yahoo", "yahoodns.net"),
  ICLOUD("iCloud", "mail.icloud.com"),
  ZOHO("Zoho", "zoho.com", "zoho.eu"),
  PROTON("Proton", "protonmail.ch"),
  FASTMAIL("Fastmail", "messagingengine.com"),
  CLOUDFLARE("Cloudflare", "mx.cloudflare.net");

  private final String explanation;
  private final List<String> domains;

  MailHostProvider(String explanation, String... domains) {
    this.explanation = explanation;
    this.domains = List.of(domains);
  }

  /** Its name, empty where the host is nobody's that is known. */
  static String of(String host) {
    return Arrays.stream(values())
        .filter(gateway -> gateway.runs(host))
        .map(gateway -> gateway.explanation)
        .findFirst()
        .orElse("");
  }

  /** Whether the host is one of its own. */
  boolean runs(String host) {
    return domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith('.' + domain));
  }
}
