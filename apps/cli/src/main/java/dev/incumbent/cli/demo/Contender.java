package dev.incumbent.cli.demo;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.fence.jdbc.FencedWriter;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryEvent.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * One candidate of the demo: while it leads it increments both counters, as fast as it can, and
 * never looks at its lease before a write: the storages decide (S-3).
 *
 * <p>Threads: {@link #lead} on the candidacy's; {@link #order} on any.
 */
final class Contender implements LeaderTask {
  /** The key of the counter in the coordinator's own storage. */
  static final String COUNTER_KEY = "demo/counter";

  /** The key-value storage's name in the history. */
  static final String KEY_VALUE = "key-value";

  /** How long the work takes to end in good order. */
  private static final long WIND_DOWN_MILLIS = 100;

  /** How often a write without a definite answer is tried again. */
  private static final int ATTEMPTS = 20;

  private static final Duration UNLOOKED_AT = Duration.ofSeconds(1);

  /** What a storage said, for the history and for people. */
  private record Answer(Outcome outcome, String text) {}

  private final String process;
  private final ElectionName election;
  private final FencedStore store;
  private final Ledger ledger;
  private final Reports reports;
  private final BlockingQueue<String> going = new LinkedBlockingQueue<>();
  private volatile boolean holdNext;
  private volatile long reportAfterNanos = Long.MAX_VALUE;
  private long count;

  Contender(
      String process, ElectionName election, FencedStore store, Ledger ledger, Reports reports) {
    this.process = process;
    this.election = election;
    this.store = store;
    this.ledger = ledger;
    this.reports = reports;
  }

  /** How it campaigns: both storages are fences, each claim recorded. */
  CampaignConfig campaign(CandidateName candidate) {
    return CampaignConfig.of(election, candidate)
        .fencedBy(
            new RecordedFence(store.asFence(), KEY_VALUE, process, reports),
            new RecordedFence(ledger.fence(), Ledger.STORAGE, process, reports))
        .build();
  }

  /** What the demo says on stdin. */
  void order(String order) {
    switch (order) {
      case "hold" -> {
        going.clear();
        holdNext = true;
      }
      case "go" -> going.add(order);
      case "report" -> reportAfterNanos = System.nanoTime();
      default -> throw new IllegalArgumentException("order '" + order + "' is unknown");
    }
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    long token = leadership.token().value();
    reports.elected(process, election, token);
    var unused =
        leadership
            .stopSignal()
            .asStage()
            .thenAccept(cause -> reports.stopSeen(process, election, token, cause));
    Thread worker = new Thread(() -> work(leadership), "demo-work-" + token);
    worker.start();
    leadership.stopSignal().await();
  }

  /**
   * Works under the leadership, on a thread of its own: it is not released before this has returned
   * (S-5).
   */
  private void work(Leadership leadership) {
    try {
      leadership.call(
          () -> {
            while (leadership.stopSignal().cause().isEmpty()) {
              writeBoth(leadership);
            }
            windDown(leadership);
            return leadership.token();
          });
    } catch (LeadershipLostException e) {
      reports.say("idle " + leadership.token());
    } catch (Exception e) {
      throw new IllegalStateException("the demo's work failed", e);
    } finally {
      reports.workReturned(process, election, leadership.token().value());
    }
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    reports.endTold(process, election, leadership.token().value(), reason);
  }

  private void writeBoth(Leadership leadership) throws InterruptedException {
    put(leadership);
    if (holdNext) {
      holdNext = false;
      writeHalfWay(leadership);
    } else {
      insert(leadership, () -> {});
    }
  }

  /**
   * Passes the check, stays there until told to go on, then commits, and tries both storages until
   * they have said yes or no: the first attempt can still find the session or the connection that
   * went away meanwhile.
   */
  private void writeHalfWay(Leadership leadership) throws InterruptedException {
    insert(
        leadership,
        () -> {
          reports.say("held " + leadership.token());
          try {
            String unused = going.take();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    reports.say("late " + KEY_VALUE + " " + insist(() -> put(leadership)));
    reports.say("late " + Ledger.STORAGE + " " + insist(() -> insert(leadership, () -> {})));
  }

  private static String insist(Supplier<Answer> attempt) {
    Answer answer = attempt.get();
    for (int more = 0; more < ATTEMPTS && answer.outcome() == Outcome.UNKNOWN; more++) {
      answer = attempt.get();
    }
    return answer.text();
  }

  private void windDown(Leadership leadership) throws InterruptedException {
    if (!leadership.remaining().isZero()) {
      Thread.sleep(WIND_DOWN_MILLIS);
      put(leadership);
    }
  }

  private Answer put(Leadership leadership) {
    String value = nextValue();
    long call = System.nanoTime();
    try {
      long version =
          store
              .put(
                  FencedStore.Writer.of(leadership),
                  COUNTER_KEY,
                  Bytes.utf8(value),
                  OptionalLong.empty())
              .join();
      long returned = write(KEY_VALUE, leadership, value, call, Outcome.OK, Optional.of(version));
      if (call > reportAfterNanos) {
        reportAfterNanos = Long.MAX_VALUE;
        reports.say("acknowledged " + returned);
      }
      return new Answer(Outcome.OK, "accepted");
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      return refused(KEY_VALUE, leadership, value, call, cause == null ? e : cause);
    }
  }

  private Answer insert(Leadership leadership, Runnable beforeCommit) {
    String value = nextValue();
    long call = System.nanoTime();
    FencedWriter writer =
        new FencedWriter(
            leadership.space(), leadership.token(), leadership.grant(), () -> UNLOOKED_AT);
    try (Connection connection = ledger.open()) {
      ledger.fence().check(connection, writer);
      Ledger.increment(connection, leadership.token().value(), value);
      beforeCommit.run();
      connection.commit();
      var unused = write(Ledger.STORAGE, leadership, value, call, Outcome.OK, Optional.empty());
      return new Answer(Outcome.OK, "accepted");
    } catch (SQLException | IncumbentException e) {
      return refused(Ledger.STORAGE, leadership, value, call, e);
    }
  }

  private Answer refused(
      String storage, Leadership leadership, String value, long call, Throwable why) {
    boolean surely = why instanceof IncumbentException refusal && refusal.code().surelyNotApplied();
    Outcome outcome = surely ? Outcome.REFUSED : Outcome.UNKNOWN;
    var unused = write(storage, leadership, value, call, outcome, Optional.empty());
    String text =
        why instanceof IncumbentException refusal ? refusal.failure().message() : why.getMessage();
    return new Answer(outcome, (surely ? "refused: " : "no answer: ") + text);
  }

  private long write(
      String storage,
      Leadership leadership,
      String value,
      long call,
      Outcome outcome,
      Optional<Long> position) {
    long now = System.nanoTime();
    reports.record(
        new HistoryEvent.Write(
            process,
            storage,
            election.value(),
            leadership.token().value(),
            value,
            call,
            now,
            outcome,
            position));
    return now;
  }

  private String nextValue() {
    count++;
    return process + "#" + count;
  }

  /** Campaigns until the process is ended. */
  void run(Coordinator coordinator, CandidateName candidate) {
    coordinator.campaign(campaign(candidate), this).finished().toCompletableFuture().join();
  }
}
