package dev.hardstop.watch;

import java.util.List;
import java.util.Optional;

/** The defaults, with somebody to tell; each test changes what it is about. */
final class Settings implements WatchConfiguration, WatchConfiguration.Brake {
  boolean digest;
  boolean releases;
  int dossiers = 60_000;
  List<String> sets = List.of();

  @Override
  public Optional<String> sender() {
    return Optional.of("hardstop@example.com");
  }

  @Override
  public Optional<List<String>> recipients() {
    return Optional.of(List.of("postmaster@example.com"));
  }

  @Override
  public Optional<String> configurationSet() {
    return Optional.of("alerts");
  }

  @Override
  public Optional<String> topic() {
    return Optional.of("arn:aws:sns:eu-central-1:123456789012:alerts");
  }

  @Override
  public boolean digest() {
    return digest;
  }

  @Override
  public int digestHour() {
    return 6;
  }

  @Override
  public int dossiers() {
    return dossiers;
  }

  @Override
  public int readers() {
    return 2;
  }

  @Override
  public Brake brake() {
    return this;
  }

  @Override
  public Optional<List<String>> configurationSets() {
    return Optional.of(sets);
  }

  @Override
  public double bouncePercent() {
    return 8;
  }

  @Override
  public double complaintPercent() {
    return 0.4;
  }

  @Override
  public long volume() {
    return 1_000;
  }

  @Override
  public boolean releases() {
    return releases;
  }
}
