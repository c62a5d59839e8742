package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.0, true",
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "198.51.100.64/26, 198.51.100.127, true",
    "198.51.100.64/26, 198.51.100.128, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8:0:1::/64, 2001:db8:0:1:2:3:4:5, true",
    "2001:db8:0:1::/64, 2001:db8:0:2::1, false",
    "2001:db8::/80, 2001:db8::ffff:1:2, true",
    "2001:db8::/80, 2001:db8:0:0:1::1, false",
    "::/0, 2001:db8::1, true",
    "192.0.2.0/24, ::ffff:192.0.2.7, true",
  })
  void anAddressIsInARangeIfTheLeadingBitsMatch(String range, String address, boolean contains) {
    assertThat(
            ReceiverNetwork.IpRange.of(range).contains(IpAddress.find(address).orElseThrow()))
        .isEqualTo(contains);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "192.0.2", "192.0.2.1.1", "192.0.2.256", "192.0.2.-1", "192.0.2.0001", "localhost",
        "2001:db8:::1", ":", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "g::1", "12345::1",
        "::192.0.2.300", "1:2:3:4:5:6:7::8", "192.0.2.1 ", "١.٢.٣.٤"
      })
  void anInvalidAddressIsNotLookedUp(String text) {
    assertThat(IpAddress.find(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.0/33",
        "192.0.2.1/24",
        "192.0.2.0/",
        "192.0.2.0/x",
        "2001:db8::/129",
        "x/8",
        "2001:db8::1/32",
        "192.0.2.0/-1"
      })
  void anInvalidRangeIsRefused(String range) {
    assertThatThrownBy(() -> ReceiverNetwork.IpRange.of(range))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
