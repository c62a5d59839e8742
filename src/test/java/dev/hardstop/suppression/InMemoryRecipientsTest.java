package dev.hardstop.suppression;

class InMemoryRecipientsTest extends RecipientsContract {
  private final SuppressionList list = new InMemorySuppressionList();

  @Override
  protected SuppressionList list() {
    return list;
  }
}
