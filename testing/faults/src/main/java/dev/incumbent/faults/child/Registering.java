package dev.incumbent.faults.child;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import java.util.Random;

/**
 * The leader that writes the registers under its token: blindly, or if they are as it has read
 * them. The session asks again, by itself, for what a failover left unanswered: if that took effect
 * twice, a comparison would fail that had succeeded (S-9).
 */
final class Registering implements LeaderTask {
  static final ElectionName ELECTION = new ElectionName("registers");

  private static final String STORAGE = "registers";
  private static final long PAUSE_MILLIS = 50;

  private final String process;
  private final FencedStore store;
  private final Registers registers;
  private final Wire wire;
  private final Leading leading;
  private final Random random = new Random();
  private long count;

  Registering(String process, FencedStore store, Wire wire) {
    this.process = process;
    this.store = store;
    this.registers = new Registers(store, wire);
    this.wire = wire;
    this.leading = new Leading(ELECTION, wire, PAUSE_MILLIS);
  }

  CampaignConfig campaign(CandidateName candidate) {
    return CampaignConfig.of(ELECTION, candidate)
        .fencedBy(new ToldFence(store.asFence(), STORAGE, wire))
        .build();
  }

  /** Starts a thread that reads as long as this process lives, whoever leads. */
  void startReading() {
    Thread reader = new Thread(this::readOn, "faults-registers");
    reader.setDaemon(true);
    reader.start();
  }

  private void readOn() {
    Random own = new Random();
    try {
      while (true) {
        var unused = registers.read(any(own));
        Thread.sleep(2 * PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    leading.lead(leadership, l -> change(FencedStore.Writer.of(l)));
  }

  private void change(FencedStore.Writer writer) {
    count++;
    String register = any(random);
    String value = process + "#" + count;
    if (random.nextBoolean()) {
      registers.write(writer, register, value);
    } else {
      registers
          .read(register)
          .ifPresent(seen -> registers.compareAndSet(writer, register, seen, value));
    }
  }

  private static String any(Random random) {
    return Registers.NAMES.get(random.nextInt(Registers.NAMES.size()));
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    leading.ended(leadership);
  }
}
