package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      host <host>[<ip>] said: 550 no such user (in reply to rcpt to command)      | 550 no such user
      host <host:google.com>[<ip>] said: 550 no such user                         | <host:google.com>: 550 no such user
      <address>: host <host>[<ip>] said: 550 no such user                         | <address>: 550 no such user
      550 no such user (in reply to end of data command)                          | 550 no such user (in reply to end of data command)
      550 no such user (in reply to rcpt to                                       | 550 no such user (in reply to rcpt to
      host <host>[<ip>] says: 550 no such user                                    | host <host>[<ip>] says: 550 no such user
      [<ip>] said: 550 no such user                                               | [<ip>] said: 550 no such user
      """)
  void isWhatTheRemoteServerSaid(String text, String statement) {
    assertThat(Statement.of(text)).isEqualTo(statement);
  }
}
