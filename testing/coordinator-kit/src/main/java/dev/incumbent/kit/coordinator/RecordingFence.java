package dev.incumbent.kit.coordinator;

import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fence that takes every claim, and writes it down. */
final class RecordingFence implements Fence {
  /** What a claim meets. */
  @FunctionalInterface
  interface Storage {
    void claim(Claim claim) throws InterruptedException;
  }

  private final String name;
  private final List<String> journal;
  private final Storage storage;
  private final List<Claim> claims = new CopyOnWriteArrayList<>();

  RecordingFence(String name, List<String> journal, Storage storage) {
    this.name = name;
    this.journal = journal;
    this.storage = storage;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void claim(Claim claim) throws InterruptedException {
    claims.add(claim);
    storage.claim(claim);
    journal.add(name + " is claimed with " + claim.token());
  }

  /** Every claim that was tried. */
  List<Claim> claims() {
    return claims;
  }
}
