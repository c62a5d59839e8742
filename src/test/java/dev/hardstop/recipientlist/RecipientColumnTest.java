package dev.hardstop.recipientlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How it is recognised where the addresses of a list are. */
class RecipientColumnTest {
  private final ListFixture lists = new ListFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com\n",
        "ann@example.com",
        "Ann Lee <ann@example.com>\n",
        "email\nann@example.com\n",
        "E-Mail Address,name\nann@example.com,Ann\n",
        "name;e_mail\nLee, Ann;ann@example.com\n",
        "name\tmail\nAnn; Lee\tann@example.com\n",
        "\"name\";\"EMAIL\"\r\n\"Ann\";\"ann@example.com\"\r\n",
        "id,contact,age\n1,ann@example.com,30\n",
        "1;ann@example.com;30\n",
        "ann@example.com;Ann\n",
        "address,email\n\"1 High St, London\",ann@example.com\n",
        "mail,contact\nyes,ann@example.com\n",
        "email,cc\nann@example.com,\nnot an address,\n",
        "'+tag@example.com,x\nann@example.com,y\n",
      })
  void theColumnIsRecognisedByItsHeaderOrItsContent(String list) {
    lists.check(list);
    assertThat(lists.questions()).hasSize(1);
    assertThat(lists.questions().get(0)).contains("ann@example.com");
  }

  @Test
  void theHeaderDecidesWhereTwoColumnsHaveAddresses() {
    lists.check("owner,email\nowner@example.org,ann@example.com\n");
    assertThat(lists.questions()).containsExactly(List.of("ann@example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email,mail\nann@example.com,bob@example.com\n",
        "from,to\nann@example.com,bob@example.com\n",
        "ann@example.com,bob@example.com\n",
      })
  void aListWhereTwoColumnsFitIsRefused(String list) {
    assertThatThrownBy(() -> lists.check(list))
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining("Columns 1, 2 may each have the addresses.")
        .hasMessageContaining("--column")
        .message()
        .doesNotContain("@");
    assertThat(lists.output()).isEmpty();
  }

  @Test
  void aListWithoutAddressesIsRefusedWithItsColumns() {
    assertThatThrownBy(() -> lists.check("name,\u001b[31mage\nAnn,30\n"))
        .isInstanceOf(UnusableListException.class)
        .hasMessage("No column of the list has addresses. Name the column with --column. Its"
            + " columns are: \"name\", \"[31mage\".");
    assertThatThrownBy(() -> lists.check("")).hasMessage("There is no row in the list.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Second-Address", "second address", "2"})
  void theUserNamesAColumnByItsHeaderOrItsNumber(String column) {
    lists.column(column).check("email,second address\nann@example.com,bob@example.com\n");
    assertThat(lists.questions()).containsExactly(List.of("bob@example.com"));
  }

  @Test
  void aHeaderThatIsANumberIsANameFirst() {
    lists.column("1").check("2,1\nann@example.com,bob@example.com\n");
    assertThat(lists.questions()).containsExactly(List.of("bob@example.com"));
  }

  @Test
  void aColumnThatDoesNotExistIsRefusedWithThoseThatDo() {
    assertThatThrownBy(() -> lists.column("mail").check("email,name\nann@example.com,Ann\n"))
        .hasMessage("The list has no column of that name or number. Its columns are: \"email\","
            + " \"name\".");
    assertThatThrownBy(() -> lists.column("3").check("ann@example.com,x\n"))
        .hasMessageEndingWith("It has 2 columns and no header.");
    assertThatThrownBy(() -> lists.column("email").check("email,email\na@b.example,\n"))
        .hasMessage("2 columns have that name. Say which with its number: --column 1");
  }

  @Test
  void theUserSaysThatTheFirstRowIsARecipient() {
    assertThat(lists.withoutHeader().check("nobody\nann@example.com\n"))
        .contains("\nnobody,no,invalid,");
    assertThat(new ListFixture().check("nobody\nann@example.com\n")).startsWith("nobody,hardstop");
  }
}
