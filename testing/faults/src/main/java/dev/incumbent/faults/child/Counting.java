package dev.incumbent.faults.child;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.IncumbentException;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/**
 * The fenced counter: the leader increments it and never looks at its lease before a write. It
 * writes once more after it was told to stop: the storage decides (S-3).
 */
final class Counting implements LeaderTask {
  static final ElectionName ELECTION = new ElectionName("counter");
  static final String KEY = "faults/counter";
  static final String STORAGE = "key-value";

  private static final long PAUSE_MILLIS = 20;

  private final String process;
  private final FencedStore store;
  private final Wire wire;
  private final Leading leading;
  private long count;

  Counting(String process, FencedStore store, Wire wire) {
    this.process = process;
    this.store = store;
    this.wire = wire;
    this.leading = new Leading(ELECTION, wire, PAUSE_MILLIS);
  }

  CampaignConfig campaign(CandidateName candidate) {
    return CampaignConfig.of(ELECTION, candidate)
        .fencedBy(new ToldFence(store.asFence(), STORAGE, wire))
        .build();
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    leading.lead(leadership, this::put);
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    leading.ended(leadership);
  }

  private void put(Leadership leadership) {
    count++;
    String value = process + "#" + count;
    long call = wire.nextCall();
    wire.tell("call", call, STORAGE, ELECTION, leadership.token(), value);
    try {
      long version =
          store
              .put(FencedStore.Writer.of(leadership), KEY, Bytes.utf8(value), OptionalLong.empty())
              .join();
      wire.tell("done", call, "OK", version);
    } catch (CompletionException e) {
      boolean surely =
          e.getCause() instanceof IncumbentException refusal && refusal.code().surelyNotApplied();
      wire.tell("done", call, surely ? "REFUSED" : "UNKNOWN", "-");
    }
  }
}
