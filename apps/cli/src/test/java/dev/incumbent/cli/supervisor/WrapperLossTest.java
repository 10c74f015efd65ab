package dev.incumbent.cli.supervisor;

import static dev.incumbent.cli.supervisor.Rig.MARGIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the command when the wrapper, a JVM of its own here, is killed or stopped. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class WrapperLossTest {
  @TempDir Path folder;
  Rig rig;
  Stamps stamps;

  @BeforeEach
  void setUp() {
    rig = new Rig(folder);
    stamps = new Stamps(folder.resolve("stamps"));
  }

  @AfterEach
  void endAll() throws Exception {
    rig.end();
  }

  @Test
  void groupIsKilledBeforeTheLeaseEndsWhenTheWrapperIsKilled() throws Exception {
    Talk wrapper =
        rig.startWrapper(Rig.SOON, rig.job(stamps.file(), "ignore-term", "fork", "note", "HUP"));
    stamps.awaitProcesses(3);
    long deadlineNanos = rig.settle(wrapper);

    Rig.signal("KILL", wrapper.process.pid());

    stamps.awaitAllGone();
    stamps.assertNothingAfter(deadlineNanos + MARGIN.toNanos());
  }

  @Test
  void groupGetsSigtermAtOnceWhenTheWrapperIsKilled() throws Exception {
    Talk wrapper = rig.startWrapper(60_000, rig.job(stamps.file(), "fork"));
    stamps.awaitProcesses(3);
    long deadlineNanos = rig.settle(wrapper);

    Rig.signal("KILL", wrapper.process.pid());

    stamps.awaitAllGone();
    stamps.assertNothingAfter(deadlineNanos - 20_000_000_000L);
  }

  @Test
  void whatIgnoresSigtermIsKilledOneGraceAfterTheWrapperDied() throws Exception {
    Talk wrapper = rig.startWrapper(60_000, rig.job(stamps.file(), "note", "TERM"));
    stamps.awaitProcesses(1);
    long deadlineNanos = rig.settle(wrapper);

    Rig.signal("KILL", wrapper.process.pid());

    Rig.await("SIGTERM", () -> stamps.has("TERM"));
    Rig.await("gone", () -> stamps.pids().stream().noneMatch(Rig::isAlive));
    stamps.assertNothingAfter(deadlineNanos - 20_000_000_000L);
  }

  @Test
  void groupIsKilledBeforeTheLeaseEndsWhileTheWrapperIsStopped() throws Exception {
    Talk wrapper = rig.startWrapper(Rig.SOON, rig.job(stamps.file(), "ignore-term", "fork"));
    stamps.awaitProcesses(3);
    long deadlineNanos = rig.settle(wrapper);

    Rig.signal("STOP", wrapper.process.pid());

    stamps.awaitAllGone();
    stamps.assertNothingAfter(deadlineNanos + MARGIN.toNanos());
    Rig.signal("CONT", wrapper.process.pid());
    assertThat(wrapper.exitCode()).isEqualTo(128 + 9);
    assertThat(String.join(" ", wrapper.line("ended")))
        .contains("Signalled[signal=9", "DEADLINE", "killed=true", "groupEmpty=true");
  }

  @Test
  void groupIsKilledAtOnceWhenTheCompanionWakesUpAfterTheDeadlineWithTheWrapperStopped()
      throws Exception {
    Talk wrapper = rig.startWrapper(Rig.SOON, rig.job(stamps.file(), "ignore-term", "fork"));
    long companion = Long.parseLong(wrapper.line("started")[1]);
    stamps.awaitProcesses(3);
    long deadlineNanos = rig.settle(wrapper);

    Rig.signal("STOP", wrapper.process.pid());
    Rig.signal("STOP", companion);
    Rig.await("deadline", () -> System.nanoTime() - deadlineNanos > 0);
    Rig.signal("CONT", companion);
    long continuedNanos = System.nanoTime();

    stamps.awaitAllGone();
    stamps.assertNothingAfter(continuedNanos + MARGIN.toNanos());
  }

  @Test
  void signalsToTheWrappersGroupDoNotReachTheCompanion() throws Exception {
    Talk wrapper = rig.startWrapper(60_000, rig.job(stamps.file()));
    long companion = Long.parseLong(wrapper.line("started")[1]);
    stamps.awaitProcesses(1);

    for (String name : new String[] {"HUP", "INT", "QUIT", "TERM", "USR1", "TSTP", "PIPE"}) {
      Rig.signal(name, companion);
    }
    Rig.signal("TERM", stamps.pids().get(0));

    assertThat(wrapper.exitCode()).isEqualTo(128 + 15);
    assertThat(String.join(" ", wrapper.line("ended")))
        .contains("Signalled[signal=15", "cause=Optional.empty", "groupEmpty=true");
  }
}
