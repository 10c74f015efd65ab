package dev.incumbent.faults.child;

import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Reads the counter again and again, as it is and as a node knows it. */
record Reading(FencedStore store, Wire wire) {
  private static final long PAUSE_MILLIS = 100;

  /** Starts a thread that reads as long as this process lives. */
  void start() {
    Thread reader = new Thread(this::readOn, "faults-reader");
    reader.setDaemon(true);
    reader.start();
  }

  private void readOn() {
    try {
      while (true) {
        read(Freshness.LINEARIZABLE);
        read(Freshness.STALE);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Freshness freshness) {
    long call = wire.nextCall();
    wire.tell("reading", call, Counting.STORAGE);
    try {
      Read<Optional<FencedStore.Stored>> read = store.get(Counting.KEY, freshness).join();
      long version = read.value().map(FencedStore.Stored::version).orElse(0L);
      wire.tell("read", call, read.linearizable(), version);
    } catch (CompletionException e) {
      wire.tell("unread", call);
    }
  }
}
