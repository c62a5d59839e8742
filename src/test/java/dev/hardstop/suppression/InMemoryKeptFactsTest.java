package dev.hardstop.suppression;

class InMemoryKeptFactsTest extends KeptFactsContract {
  private final SuppressionList list = new InMemorySuppressionList();

  @Override
  protected SuppressionList list() {
    return list;
  }
}
