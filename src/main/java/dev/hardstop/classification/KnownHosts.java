package dev.hardstop.classification;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The closed list of hosts that say who answers, or why: providers, gateways, blocklists and their
 * help pages. They stay in their markers, with the link parameters that tell one cause from another.
 */
final class KnownHosts {
  private static final Set<String> HOSTS = words(
      // Providers
      "protection.outlook.com prod.outlook.com protection.partner.outlook.cn"
          + " protection.office365.us outlook.com hotmail.com live.com office.com"
          + " microsoft.com aka.ms google.com gmail.com googlemail.com support.google.com"
          + " yahoodns.net yahoo.com yahoo.net yahooinc.com yahoo.co.jp aol.com icloud.com"
          + " apple.com support.apple.com zoho.com yandex.ru yandex.net yandex.com mail.ru gmx.net"
          + " gmx.com gmx.de web.de postmaster.gmx.net postmaster.gmx.com postmaster.web.de postmaster.1and1.com kundenserver.de ionos.com t-online.de orange.fr wanadoo.fr"
          + " free.fr sfr.fr laposte.net libero.it comcast.net cox.net att.net spectrum.net"
          + " rr.com charter.net secureserver.net qq.com 163.com 126.com netease.com"
          + " aliyun.com naver.com docomo.ne.jp ezweb.ne.jp au.com softbank.jp fastmail.com"
          + " messagingengine.com protonmail.ch amazonses.com facebook.com x.co",
      // Gateways
      "mimecast.com mimecast.org community.mimecast.com mimecastsupport.zendesk.com pphosted.com ppe-hosted.com proofpoint.com support.proofpoint.com ipcheck.proofpoint.com prs.proofpoint.com"
          + " barracudanetworks.com iphmx.com cisco.com ironport.com trendmicro.com"
          + " trendmicro.eu in.hes.trendmicro.com sophos.com messagelabs.com symantec.com"
          + " symanteccloud.com forcepoint.com mailcontrol.com zerospam.ca hornetsecurity.com"
          + " antispamcloud.com spamexperts.com mxlogic.net cloudmark.com cloudfilter.net"
          + " vadesecure.com mailhostbox.com spamtitan.com",
      // Blocklists and reputation
      "spamhaus.org spamhaus.net spamcop.net barracudacentral.org sorbs.net abuseat.org"
          + " surbl.org uribl.com uceprotect.net uceprotect.org surriel.com mailspike.net"
          + " mailspike.org spamrats.com invaluement.com backscatterer.org njabl.org ahbl.org"
          + " dnswl.org abusix.com abusix.zone manitu.net s5h.net junkemailfilter.com"
          + " senderscore.com senderscore.org senderscore.net validity.com returnpath.net"
          + " senderbase.org talosintelligence.com trustedsource.org spfbl.net 0spam.org"
          + " blocklist.de spameatingmonkey.net dsbl.org ordb.org mail-abuse.org mail-abuse.com"
          + " gbudb.net lashback.com fabel.dk openspf.org openspf.net pobox.com");

  /** Hosts whose links tell by a parameter, and which. */
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of("support.google.com", Set.of("p", "answer"));

  private static final String MICROSOFT_EDGE = "protection.outlook.com";
  private static final int LONGEST_VALUE = 40;
  private static final int MOST_LABELS = 5;

  private KnownHosts() {}

  /** The name under which a host is listed: itself or the domain it is in; empty where it is not. */
  static String nameOf(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    String listed = "";
    int dot = name.length();
    for (int labels = 0; labels < MOST_LABELS && dot >= 0; labels++) {
      dot = name.lastIndexOf('.', dot - 1);
      String suffix = name.substring(dot + 1);
      listed = HOSTS.contains(suffix) ? suffix : listed;
    }
    return listed.isEmpty() && isCutMicrosoftHost(name) ? MICROSOFT_EDGE : listed;
  }

  /** {@code xx1eur00ft000.eop-eur00.prod.prot}: relays cut what they quote. */
  private static boolean isCutMicrosoftHost(String host) {
    return host.contains(".eop-") && host.contains(".pro");
  }

  /** Whether a host is listed under this very name. */
  static boolean isName(String name) {
    return HOSTS.contains(name);
  }

  /** Whether links of a listed host tell by this parameter. */
  static boolean isTelling(String name, String parameter) {
    return PARAMETERS.getOrDefault(name, Set.of()).contains(parameter.toLowerCase(Locale.ROOT));
  }

  /** Whether a parameter's value is short and plain, so that it may stay. */
  static boolean isPlain(String value) {
    boolean plain = !value.isEmpty() && value.length() <= LONGEST_VALUE;
    for (int i = 0; plain && i < value.length(); i++) {
      char c = value.charAt(i);
      plain =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return plain;
  }

  private static Set<String> words(String... lists) {
    return Arrays.stream(lists)
        .flatMap(list -> Arrays.stream(list.split(" ")))
        .collect(Collectors.toUnmodifiableSet());
  }
}
