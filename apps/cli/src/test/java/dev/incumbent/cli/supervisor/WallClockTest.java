package dev.incumbent.cli.supervisor;

import static dev.incumbent.cli.supervisor.Rig.MARGIN;
import static dev.incumbent.cli.supervisor.Rig.SOON;
import static dev.incumbent.cli.supervisor.Rig.end;
import static dev.incumbent.cli.supervisor.Rig.inMillis;
import static dev.incumbent.cli.supervisor.Rig.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.supervisor.CommandEnd.NotStarted;
import dev.incumbent.cli.supervisor.CommandEnd.Signalled;
import dev.incumbent.cli.supervisor.CommandEnd.Stopping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the supervisor does when the wall clock moves otherwise than the monotonic one. */
final class WallClockTest extends Supervised {
  @Test
  void doesNotStartWhenTheWallClockGainedSinceTheRenewal() throws Exception {
    ClockReading now = ClockReading.take(System::nanoTime);
    ClockReading before = new ClockReading(now.nanos(), now.wallMillis() - 10_000);

    Supervisor supervisor = Supervisor.start(rig.config("true"), inMillis(FAR), before);

    assertThat(end(supervisor)).isEqualTo(new NotStarted(StopCause.WALL_CLOCK));
  }

  @Test
  void stopsWhenTheWallClockGainsMoreThanTheMargin() throws Exception {
    Path shift = folder.resolve("shift");
    Supervisor supervisor =
        rig.supervise(
            rig.perlWith("WallShift", shift.toString()), rig.config(job()), inMillis(FAR));
    stamps.awaitProcesses(1);

    Files.writeString(shift, "1\n");

    assertThat(end(supervisor))
        .isEqualTo(new Signalled(15, new Stopping(Optional.of(StopCause.WALL_CLOCK), false, true)));
  }

  @Test
  void killsAtOnceWhenTheWallClockJumpsBeyondTheDeadline() throws Exception {
    Path shift = folder.resolve("shift");
    Supervisor supervisor =
        rig.supervise(
            rig.perlWith("WallShift", shift.toString()),
            longGrace(job("ignore-term")),
            inMillis(FAR));
    stamps.awaitProcesses(1);

    Files.writeString(shift, "3600\n");

    assertThat(end(supervisor))
        .isEqualTo(new Signalled(9, new Stopping(Optional.of(StopCause.WALL_CLOCK), true, true)));
  }

  @Test
  void extendsNothingWhenTheWallClockIsSetBack() throws Exception {
    Path shift = Files.writeString(folder.resolve("shift"), "0\n");
    Supervisor supervisor =
        rig.supervise(
            rig.perlWith("WallShift", shift.toString()),
            rig.config(job("ignore-term")),
            inMillis(SOON));
    long deadlineNanos = settle(supervisor, () -> stamps.pids().size() == 1);

    Files.writeString(shift, "-3600\n");

    assertThat(end(supervisor))
        .isEqualTo(new Signalled(9, new Stopping(Optional.of(StopCause.DEADLINE), true, true)));
    stamps.assertNothingAfter(deadlineNanos + MARGIN.toNanos());
  }

  private SupervisorConfig longGrace(String... command) {
    SupervisorConfig plain = rig.config(command);
    return new SupervisorConfig(
        plain.command(),
        plain.environment(),
        Duration.ofSeconds(50),
        plain.margin(),
        plain.nanoClock());
  }
}
