package dev.incumbent.cli.supervisor;

import static dev.incumbent.cli.supervisor.Rig.await;
import static dev.incumbent.cli.supervisor.Rig.inMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.supervisor.CommandEnd.Signalled;
import dev.incumbent.cli.supervisor.CommandEnd.Stopping;
import dev.incumbent.cli.supervisor.CommandEnd.Unsupervised;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the wrapper does when somebody kills or stops its companion. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class CompanionLossTest {
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
  void wrapperKillsTheGroupWhenTheCompanionIsKilled() throws Exception {
    Supervisor supervisor =
        rig.supervise(inMillis(60_000), rig.job(stamps.file(), "ignore-term", "fork"));
    stamps.awaitProcesses(3);

    Rig.signal("KILL", supervisor.companionPid());
    CommandEnd end = Rig.end(supervisor);

    assertThat(end).isEqualTo(new Unsupervised("the companion process died", true));
    assertThat(end.exitCode()).isEqualTo(125);
    assertThat(stamps.pids()).noneMatch(Rig::isAlive);
  }

  @Test
  void wrapperKillsTheGroupBeforeTheLeaseEndsWhenTheCompanionIsStopped() throws Exception {
    Duration margin = Duration.ofSeconds(2);
    SupervisorConfig config =
        new SupervisorConfig(
            List.of(rig.job(stamps.file(), "ignore-term", "fork")),
            Map.of(),
            Rig.GRACE,
            margin,
            System::nanoTime);
    Supervisor supervisor = rig.supervise(Perl.find(), config, inMillis(Rig.SOON));
    long deadlineNanos = Rig.settle(supervisor, () -> stamps.pids().size() == 3);

    Rig.signal("STOP", supervisor.companionPid());
    CommandEnd end = Rig.end(supervisor);

    assertThat(end)
        .isEqualTo(new Unsupervised("the companion process did not act at the deadline", true));
    assertThat(stamps.pids()).noneMatch(Rig::isAlive);
    stamps.assertNothingAfter(deadlineNanos + margin.toNanos());
  }

  @Test
  void companionThatWasStoppedHonoursTheRenewalsOfThatTime() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(Rig.SOON), rig.job(stamps.file()));
    long firstNanos = Rig.settle(supervisor, () -> stamps.pids().size() == 1);

    Rig.signal("STOP", supervisor.companionPid());
    supervisor.extend(inMillis(60_000));
    await("first deadline", () -> System.nanoTime() - firstNanos > 0);
    Rig.signal("CONT", supervisor.companionPid());

    long afterNanos = System.nanoTime() + Duration.ofMillis(300).toNanos();
    await("runs on", () -> stamps.lastNanos() - afterNanos > 0);
    assertThat(supervisor.stopping()).isNotDone();
    supervisor.stop();
    assertThat(Rig.end(supervisor))
        .isEqualTo(new Signalled(15, new Stopping(Optional.of(StopCause.REQUESTED), false, true)));
  }

  @Test
  void groupOfAnotherStartTimeIsNotTouched() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(60_000), rig.job(stamps.file()));
    stamps.awaitProcesses(1);
    long pid = supervisor.commandPid().orElseThrow();

    boolean gone = new ProcessGroup(pid, 1).kill(Perl.find());

    assertThat(gone).isTrue();
    assertThat(Rig.isAlive(pid)).isTrue();
  }
}
