package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.LawsContract;
import dev.hardstop.suppression.Subject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbLawsTest extends LawsContract {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  @Override
  protected DossierTable writer(InstantSource clock) {
    return TABLE.listBy(clock);
  }

  @Override
  protected int histories() {
    return Soak.cases(ENOUGH, 500);
  }

  /** Some items had more before they were pruned, whatever the order of the writes was. */
  @Override
  protected void look(Set<Subject> subjects) {
    for (Subject subject : subjects) {
      Map<String, AttributeValue> item = TABLE.item(subject);
      assertThat(DossierCodec.countActions(item)).isLessThanOrEqualTo(2 * Dossier.ACTIONS + 1);
      assertThat(DossierCodec.delivered(subject, item)).hasSizeLessThan(Dossier.DELIVERED_DAYS + 9);
    }
  }
}
