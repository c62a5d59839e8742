package dev.hardstop.suppression;

class InMemorySuppressionListTest extends SuppressionListContract {
  private final SuppressionList list = new InMemorySuppressionList();

  @Override
  protected SuppressionList list() {
    return list;
  }
}
