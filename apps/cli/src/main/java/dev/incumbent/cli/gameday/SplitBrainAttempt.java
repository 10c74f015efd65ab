package dev.incumbent.cli.gameday;

import dev.incumbent.election.ElectionView;
import dev.incumbent.election.FencedStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code split-brain-attempt}: the leader stands still until its lease is over and another leads,
 * then goes on, and what it writes is refused (S-3).
 *
 * <p>Two proofs, and the report says which were seen. The game day writes to a key of its own with
 * the old leader's token and grant: accepted before, refused after. And the work itself, continued
 * before what would stop it, writes as it did: the coordinator's count of refused writes, less the
 * game day's own.
 */
final class SplitBrainAttempt implements Play {
  private static final Duration RETURN_PATIENCE = Duration.ofSeconds(10);

  private final GamedayConfig config;
  private final Leader leader = new Leader();

  SplitBrainAttempt(GamedayConfig config) {
    this.config = config;
  }

  @Override
  public List<Check> checks(Survey survey) {
    return List.of(leader.find(survey));
  }

  @Override
  public List<String> plan(Survey survey) {
    return List.of(
        "write a key of its own with the leader's token " + survey.holder().token() + ": accepted",
        "SIGSTOP to " + Leader.words(leader.candidate().parts()),
        "wait until another leads, at least for the lease of "
            + survey.holder().ttlMillis()
            + " ms",
        "write the key with the old token: must be refused",
        "SIGCONT to its work, and "
            + config.headStart().toMillis()
            + " ms later to the rest: whatever it writes must be refused");
  }

  @Override
  public void play(Stage stage) throws InterruptedException {
    ElectionView.Holder old = stage.survey().holder();
    StaleWriter stale = new StaleWriter(stage, old);
    if (!stale.control()) {
      return;
    }
    long fault = System.nanoTime();
    stage.timeline().leaderDown();
    List<ProcessEntry> stopped = stage.stopper().stop(leader.candidate());
    stage.mark(Mark.Kind.FAULT, old, "SIGSTOP to " + Stopper.ids(stopped));
    boolean followed = stage.awaitSuccessor(old, fault);
    outlastLease(old, fault);
    if (followed) {
      stale.offer("while it stands still");
    }
    resume(stage, old, stopped);
    stage.measure("paused", System.nanoTime() - fault);
    awaitReturn(stage, old);
    if (followed) {
      stale.offer("after it went on");
      stale.conclude();
    }
  }

  private void outlastLease(ElectionView.Holder old, long fault) throws InterruptedException {
    Duration least = config.pause().orElse(Duration.ofMillis(old.ttlMillis()));
    long left = least.toNanos() - (System.nanoTime() - fault);
    if (left > 0) {
      Thread.sleep(left / 1_000_000 + 1);
    }
  }

  private void resume(Stage stage, ElectionView.Holder old, List<ProcessEntry> stopped)
      throws InterruptedException {
    Candidate.Parts parts = leader.candidate().parts();
    List<ProcessEntry> work =
        stopped.stream()
            .filter(e -> parts.work().stream().anyMatch(w -> w.pid() == e.pid()))
            .toList();
    if (!work.isEmpty()) {
      stage.stopper().resume(work);
      stage.mark(Mark.Kind.NOTE, old, "SIGCONT to its work " + Stopper.ids(work));
      Thread.sleep(config.headStart().toMillis());
    }
    int unused = stage.stopper().resumeAll();
    stage.mark(Mark.Kind.HEALED, old, "SIGCONT to all");
  }

  /** Until it stands again, or has ended; it may do neither, which breaks no rule. */
  private void awaitReturn(Stage stage, ElectionView.Holder old) throws InterruptedException {
    long resumed = System.nanoTime();
    Optional<Mark> back =
        stage
            .timeline()
            .awaitMark(
                m ->
                    m.kind() == Mark.Kind.JOINED
                        && m.atNanos() > resumed
                        && m.candidate().equals(old.candidate().value()),
                RETURN_PATIENCE);
    back.ifPresent(m -> stage.measure("resumedToStanding", m.atNanos() - resumed));
    if (back.isEmpty()) {
      boolean lives = leader.candidate().isAlive();
      stage.mark(
          Mark.Kind.NOTE,
          old,
          lives ? "it lives and does not stand again" : "its process has ended");
    }
  }

  /** The writes under the old leadership. */
  private static final class StaleWriter {
    private static final String BEFORE = "written while it led";

    private final Stage stage;
    private final ElectionView.Holder old;
    private final FencedStore.Writer writer;
    private final long refusedBefore;
    private long refusedOwn;
    private boolean accepted;

    StaleWriter(Stage stage, ElectionView.Holder old) {
      this.stage = stage;
      this.old = old;
      this.writer = stage.writer(old);
      this.refusedBefore = Survey.refusedWrites(stage.coordinator().nodes());
    }

    /** The same write is accepted while it leads: else its refusal would show nothing. */
    boolean control() {
      Offers.Offered control = stage.offers().put(writer, BEFORE);
      stage.mark(
          control.accepted() ? Mark.Kind.ACCEPTED : Mark.Kind.NOTE,
          old,
          "write to '" + stage.offers().key() + "' before: " + control.words());
      if (!control.accepted()) {
        stage.rule(Ruling.notJudged("S-3", "the leader changed before anything was done"));
      }
      return control.accepted();
    }

    void offer(String when) {
      Offers.Offered offered = stage.offers().put(writer, "stale");
      refusedOwn += offered.stale() ? 1 : 0;
      accepted |= offered.accepted();
      Mark.Kind kind =
          offered.accepted()
              ? Mark.Kind.VIOLATION
              : offered.stale() ? Mark.Kind.REFUSED : Mark.Kind.NOTE;
      stage.mark(kind, old, "stale write " + when + ": " + offered.words());
    }

    void conclude() {
      long byItself =
          Survey.refusedWrites(stage.coordinator().nodes()) - refusedBefore - refusedOwn;
      if (byItself > 0) {
        stage.mark(
            Mark.Kind.REFUSED, old, byItself + " more stale writes refused, as the nodes count");
      }
      boolean unchanged =
          stage
              .offers()
              .read()
              .filter(s -> s.token().equals(old.token()))
              .filter(s -> s.value().equals(dev.incumbent.codec.Bytes.utf8(BEFORE)))
              .isPresent();
      boolean held = !accepted && unchanged;
      stage.rule(
          held && refusedOwn == 0
              ? Ruling.notJudged("S-3", "no stale write was answered")
              : Ruling.of("S-3", held, words(byItself, unchanged)));
      stage.proof(words(byItself, unchanged));
    }

    private String words(long byItself, boolean unchanged) {
      return refusedOwn
          + " stale writes offered by the game day refused"
          + (byItself > 0
              ? ", "
                  + byItself
                  + " by others meanwhile (the resumed leader's work, if nobody else's)"
              : ", none by the resumed leader itself was seen")
          + (unchanged ? "; the value is unchanged" : "; THE VALUE HAS CHANGED");
    }
  }
}
