package dev.incumbent.cli.gameday;

import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.run.Signals;
import dev.incumbent.cli.supervisor.ForwardedSignal;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Observation;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Plays one scenario, watches it, undoes what it did, and judges.
 *
 * <p>It is aborted by INT, TERM or HUP, and as soon as an SLO is broken; whatever was stopped is
 * continued then, and what was cut off connected, before the report is made, and by a process of
 * its own if this one is killed.
 *
 * <p>Threads: {@link #play} blocks the calling thread, and may be called once in a process.
 */
final class GameDay {
  private static final Duration START_PATIENCE = Duration.ofSeconds(10);
  private static final Map<ForwardedSignal, Integer> SIGNALS =
      Map.of(ForwardedSignal.HUP, 129, ForwardedSignal.INT, 130, ForwardedSignal.TERM, 143);

  private final GamedayConfig config;
  private final Coordinator coordinator;
  private final Plan plan;
  private final Timeline timeline;
  private final Abort abort = new Abort(Thread.currentThread());
  private final String run = HexFormat.of().formatHex(random());

  /** What was looked at and found good. */
  record Plan(Survey survey, Play play, List<Check> checks, List<String> steps) {}

  GameDay(GamedayConfig config, Coordinator coordinator, Plan plan, Consumer<Mark> listener) {
    this.config = config;
    this.coordinator = coordinator;
    this.plan = plan;
    this.timeline = new Timeline(listener);
  }

  private static byte[] random() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  Report play() throws InterruptedException {
    Instant startedAt = Instant.now();
    Leases leases = new Leases(coordinator, config.election(), timeline);
    Observation watching = coordinator.elections().observe(List.of(config.election()), timeline);
    try (Stopper stopper = new Stopper();
        Cutter cutter = new Cutter("incumbent-" + run)) {
      Runnable undoAll =
          () -> {
            stopper.resumeAll();
            var unused = cutter.heal();
          };
      Thread undo = new Thread(undoAll, "incumbent-gameday-undo");
      Runtime.getRuntime().addShutdownHook(undo);
      Signals.handOver(
          signal -> abort.abort("SIG" + signal, SIGNALS.getOrDefault(signal, ExitCode.NO)));
      Stage stage = new Stage(config, plan.survey(), means(stopper, cutter));
      List<Thread> helpers = List.of(thread(leases, "leases"), thread(slos(stage), "slos"));
      act(stage);
      helpers.forEach(Thread::interrupt);
      return report(startedAt, stage, leases);
    } finally {
      watching.close();
    }
  }

  private Stage.Means means(Stopper stopper, Cutter cutter) {
    return new Stage.Means(coordinator, timeline, stopper, cutter, "incumbent.gameday/" + run);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, "incumbent-gameday-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private SloWatch slos(Stage stage) {
    return new SloWatch(config.slos(), stage, abort);
  }

  /** Plays, and undoes what is left to undo. */
  private void act(Stage stage) {
    try {
      if (timeline.awaitKnown(START_PATIENCE)) {
        plan.play().play(stage);
      } else {
        abort.abort("the election could not be observed", ExitCode.UNREACHABLE);
      }
    } catch (InterruptedException e) {
      // The abort's reason is in the report.
    } catch (RuntimeException e) {
      // Interrupted in a call: the reason is known. Else it is this program's fault.
      if (abort.reason().isEmpty()) {
        stage.stopper().resumeAll();
        stage.cutter().close();
        throw e;
      }
    } finally {
      abort.over();
      boolean unused = Thread.interrupted();
      undo(stage);
    }
  }

  private void undo(Stage stage) {
    stage
        .cutter()
        .heal()
        .ifPresent(
            dropped -> {
              String words = "undone: connected again; " + dropped + " packets were dropped";
              Mark unused = timeline.add(Mark.Kind.HEALED, "", 0, words);
            });
    int resumed = stage.stopper().resumeAll();
    if (resumed > 0) {
      timeline.leaderUp(plan.survey().holder().token().value());
      Mark unused =
          stage.mark(
              Mark.Kind.HEALED,
              plan.survey().holder(),
              "undone: SIGCONT to " + resumed + " processes");
    }
    timeline
        .holding()
        .flatMap(held -> stage.holderNow())
        .ifPresent(holder -> stage.offers().clean(stage.writer(holder)));
  }

  private Report report(Instant startedAt, Stage stage, Leases leases) {
    long end = System.nanoTime();
    List<Mark> marks = timeline.marks();
    List<Slos.Outcome> slos = measured(stage, marks, end);
    List<Ruling> rulings = new ArrayList<>(Judge.judge(plan.survey(), marks));
    rulings.addAll(stage.rulings());
    return new Report(
        run,
        startedAt,
        config,
        plan.checks(),
        plan.steps(),
        new Timeline.Span(timeline.startNanos(), end),
        marks,
        timeline.leaderless(),
        leases.ends(),
        rulings,
        stage.figures(),
        slos,
        stage.proof(),
        abort.reason());
  }

  /** Adds the figures of every scenario; returns how the SLOs came out. */
  private List<Slos.Outcome> measured(Stage stage, List<Mark> marks, long endNanos) {
    Duration down = Report.longest(timeline.leaderless());
    Duration promotion = Report.longest(Report.promotions(marks, endNanos));
    Duration silent = stage.unavailable().worst();
    stage.measure("longestLeaderless", down.toNanos());
    stage.measure("longestGrantToPromoted", promotion.toNanos());
    if (!silent.isZero()) {
      stage.measure("longestWithoutAcknowledgedWrite", silent.toNanos());
    }
    return config.slos().outcomes(down, promotion, silent);
  }
}
