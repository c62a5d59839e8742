package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisteredDomainsTest {
  private final RegisteredDomains registeredDomains = new RegisteredDomains();

  @ParameterizedTest
  @CsvSource({
    "contoso.com,             contoso.com",
    "mail.eu.contoso.com,     contoso.com",
    "mail.contoso.co.uk,      contoso.co.uk",
    "co.uk,                   co.uk",
    "com,                     com",
    "contoso.example,         contoso.example",
    "mail.contoso.example,    contoso.example",
    "fabrikam.example,        fabrikam.example",
    "localhost,               localhost",
    "[192.0.2.1],             [192.0.2.1]",
    "xn--bcher-kva.example,   xn--bcher-kva.example",
  })
  void eachDomainHasItsRegisteredDomain(String domain, String registered) {
    assertThat(registeredDomains.apply(domain)).isEqualTo(registered);
  }
}
