package dev.hardstop.watch;

import dev.hardstop.sesaccount.SesAccountSettings;
import dev.hardstop.sesaccount.SesSuppressionList;
import java.util.Optional;

/** The account at SES for tests in which nothing may call it. */
final class UncalledSesAccount implements SesSuppressionList, SesAccountSettings {
  @Override
  public void put(String address, Reason reason) {
    throw called();
  }

  @Override
  public Optional<SuppressedDestination> get(String address) {
    throw called();
  }

  @Override
  public boolean delete(String address) {
    throw called();
  }

  @Override
  public Page list(Optional<String> token, int size) {
    throw called();
  }

  @Override
  public Account account() {
    throw called();
  }

  @Override
  public SetReasons reasonsOf(String configurationSet) {
    throw called();
  }

  private static AssertionError called() {
    return new AssertionError("SES was called");
  }
}
