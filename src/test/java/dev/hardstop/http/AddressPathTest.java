package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPathTest {
  private final ApiFunctions api = new ApiFunctions();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "bob@example.com           | bob@example.com",
        "bob+news@example.com      | bob+news@example.com",
        "o'neill@example.com       | o'neill@example.com",
        "a#b@example.com           | a#b@example.com",
        "a&b=c@example.com         | a&b=c@example.com",
        "Bob@Example.COM           | bob@example.com",
        "bob@bücher.example        | bob@xn--bcher-kva.example",
        "jürgen@example.com        | jürgen@example.com",
        "\"x\"@example.com         | x@example.com",
        "postmaster@[192.0.2.1]    | postmaster@[192.0.2.1]",
      })
  void anAddressThatAPathCarriesSafelyIsAnswered(String written, String canonical) {
    for (HttpEvent event :
        new HttpEvent[] {HttpEvent.address(written), HttpEvent.get("/v1/addresses/" + written)}) {
      HttpReply reply = api.check(event);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().path("address").textValue()).isEqualTo(written);
      assertThat(reply.json().path("canonical").asText(written)).isEqualTo(canonical);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b@example.com",
        "a?b@example.com",
        "a%b@example.com",
        "bob%2Bnews@example.com",
        "bob%40example.com",
        "bob@example.com/",
        "bob@example.com/more",
        "/bob@example.com",
        "bob news@example.com",
        " news@example.com",
        "\"a b\"@example.com",
        "Bob <bob@example.com>",
        "bob@example.com\n",
        "b\u00a0b@example.com",
        "b\ufffdb@example.com",
        "bob@b\ufffdcher.example",
      })
  void anAddressThatMayNotArriveAsWrittenIsRefusedInFavourOfPost(String written) {
    for (HttpEvent event :
        new HttpEvent[] {HttpEvent.address(written), HttpEvent.get("/v1/addresses/" + written)}) {
      HttpReply reply = api.check(event);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.detail()).contains("POST /v1/check");
    }
  }

  @Test
  void anAddressCutShortByAQuestionMarkIsRefused() {
    HttpReply reply = api.check(HttpEvent.address("bob@example.com").query("x@example.org"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains("POST /v1/check");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "@example.com", "bob@", "<>", "bob@-x.example", "<a@b>,<ok@b>"})
  void anInvalidAddressIsABadRequestAndNotA404(String written) {
    assertThat(api.check(HttpEvent.address(written)).status()).isEqualTo(400);
    assertThat(api.check(HttpEvent.get("/v1/addresses/" + written)).status()).isEqualTo(400);
  }

  @Test
  void aMissingAddressIsABadRequest() {
    assertThat(api.check(HttpEvent.get("/v1/addresses/")).status()).isEqualTo(400);
    assertThat(api.check(HttpEvent.get("/v1/addresses")).status()).isEqualTo(400);
    assertThat(api.check(HttpEvent.address("")).status()).isEqualTo(400);
  }

  @Test
  void aLongPathIsRefusedWithoutRepeatingIt() {
    HttpReply reply = api.check(HttpEvent.address("x".repeat(10_000) + "@example.com"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).hasSizeLessThan(1_000);
  }

  @Test
  void theAddressIsFoundBehindAStage() {
    HttpReply reply = api.check(HttpEvent.get("/v1/addresses/bob@example.com").stage("prod"));
    assertThat(reply.json().path("address").textValue()).isEqualTo("bob@example.com");
  }

  @Test
  void anUnknownAddressIsClearAndNotA404() {
    HttpReply reply = api.check(HttpEvent.address("new@example.com"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("suppressed").booleanValue()).isFalse();
    assertThat(reply.json().path("state").textValue()).isEqualTo("clear");
  }
}
