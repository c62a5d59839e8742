package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements in normalised texts, which have no blank after a colon. */
class StatementTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      host <host>[<ip>] said:550 no such user (in reply to rcpt to command)      | 550 no such user
      host <host:google.com>[<ip>] said:550 no such user                         | <host:google.com>:550 no such user
      <address>:host <host>[<ip>] said:550 no such user                         | <address>:550 no such user
      550 no such user (in reply to end of data command)                          | 550 no such user (in reply to end of data command)
      550 no such user (in reply to rcpt to                                       | 550 no such user (in reply to rcpt to
      host <host>[<ip>] says:550 no such user                                    | host <host>[<ip>] says:550 no such user
      [<ip>] said:550 no such user                                               | [<ip>] said:550 no such user
      """)
  void aStatementIsTheReplyOfTheRemoteServer(String text, String statement) {
    assertThat(Statement.of(text)).isEqualTo(statement);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550 user unknown. please check your spf record            | 550 user unknown.
      550 user unknown, see our policy                          | 550 user unknown,
      550 user unknown please contact your administrator        | 550 user unknown
      554 rejected; if your ip is listed, visit <url>           | 554 rejected;
      550 the user may visit us                                 | 550 the user may visit us
      451 too busy. please try again later                      | 451 too busy. please try again later
      550 please see                                            | 550 please see
      """)
  void aStatementEndsWhereAdviceStarts(String statement, String stated) {
    int advice = Statement.startOfAdvice(statement);

    assertThat(advice < 0 ? statement : statement.substring(0, advice)).isEqualTo(stated);
  }
}
