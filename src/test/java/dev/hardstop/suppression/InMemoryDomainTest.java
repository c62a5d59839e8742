package dev.hardstop.suppression;

class InMemoryDomainTest extends DomainContract {
  private final InMemorySuppressionList list = new InMemorySuppressionList();

  @Override
  protected SuppressionList list() {
    return list;
  }

  @Override
  protected IncidentSlot slot() {
    return list;
  }
}
