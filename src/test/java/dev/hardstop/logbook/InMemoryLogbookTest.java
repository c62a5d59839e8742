package dev.hardstop.logbook;

class InMemoryLogbookTest extends LogbookContract {
  @Override
  protected Logbook logbook() {
    return new InMemoryLogbook();
  }
}
