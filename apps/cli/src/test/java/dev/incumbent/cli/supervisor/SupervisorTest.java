package dev.incumbent.cli.supervisor;

import static dev.incumbent.cli.supervisor.Rig.GRACE;
import static dev.incumbent.cli.supervisor.Rig.MARGIN;
import static dev.incumbent.cli.supervisor.Rig.SOON;
import static dev.incumbent.cli.supervisor.Rig.await;
import static dev.incumbent.cli.supervisor.Rig.end;
import static dev.incumbent.cli.supervisor.Rig.inMillis;
import static dev.incumbent.cli.supervisor.Rig.settle;
import static dev.incumbent.cli.supervisor.Rig.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.supervisor.CommandEnd.Exited;
import dev.incumbent.cli.supervisor.CommandEnd.NotStarted;
import dev.incumbent.cli.supervisor.CommandEnd.Signalled;
import dev.incumbent.cli.supervisor.CommandEnd.Stopping;
import dev.incumbent.cli.supervisor.CommandEnd.Stuck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SupervisorTest extends Supervised {
  @Test
  void isAvailableHere() throws Exception {
    Supervisor.requireAvailable();
  }

  @Test
  void doesNotStartCommandAfterTheTimeOfSigterm() throws Exception {
    Path trace = folder.resolve("trace");

    Supervisor supervisor = rig.supervise(inMillis(GRACE.toMillis()), shell("echo ran > " + trace));

    assertThat(end(supervisor)).isEqualTo(new NotStarted(StopCause.DEADLINE));
    assertThat(supervisor.commandPid()).isEmpty();
    assertThat(trace).doesNotExist();
  }

  @Test
  void runsCommandInGroupOfItsOwnWithNothingBlockedOrIgnoredByTheCompanion() throws Exception {
    Path out = folder.resolve("out");

    Supervisor supervisor =
        rig.supervise(
            inMillis(FAR),
            "sh",
            "-c",
            "exec >" + out + " </dev/null; grep -E 'SigBlk|SigIgn' /proc/self/status");
    CommandEnd end = end(supervisor);

    assertThat(end.exitCode()).isZero();
    String text = Files.readString(out);
    assertThat(text).contains("SigBlk:\t0000000000000000");
    long ignored = Long.parseUnsignedLong(text.replaceAll("(?s).*SigIgn:\\s*", "").strip(), 16);
    // USR1, USR2, ALRM, TERM, TTOU: none of them is ignored by the test runner.
    long guarded = 1L << 9 | 1L << 11 | 1L << 13 | 1L << 14 | 1L << 21;
    assertThat(ignored & guarded).isZero();
  }

  @Test
  void sendsSigtermOneGraceBeforeTheDeadlineAndSigkillBeforeTheLeaseEnds() throws Exception {

    Supervisor supervisor = rig.supervise(inMillis(SOON), job("note", "TERM"));
    long deadlineNanos = settle(supervisor, () -> stamps.pids().size() == 1);
    CommandEnd end = end(supervisor);

    assertThat(end)
        .isEqualTo(new Signalled(9, new Stopping(Optional.of(StopCause.DEADLINE), true, true)));
    assertThat(end.leadershipLost()).isTrue();
    assertThat(supervisor.stopping().join()).isEqualTo(StopCause.DEADLINE);
    long termNanos = nanosOf("TERM");
    assertThat(termNanos - (deadlineNanos - GRACE.toNanos()))
        .isBetween(-1_000_000_000L, GRACE.toNanos());
    stamps.assertNothingAfter(deadlineNanos + MARGIN.toNanos());
  }

  @Test
  void killsGrandchildrenThatIgnoreSigtermBeforeTheLeaseEnds() throws Exception {

    Supervisor supervisor = rig.supervise(inMillis(SOON), job("ignore-term", "fork"));
    long deadlineNanos = settle(supervisor, () -> stamps.pids().size() == 3);
    CommandEnd end = end(supervisor);

    assertThat(end.groupEmpty()).isTrue();
    assertThat(end.exitCode()).isEqualTo(128 + 9);
    assertThat(stamps.pids()).noneMatch(Rig::isAlive);
    stamps.assertNothingAfter(deadlineNanos + MARGIN.toNanos());
  }

  @Test
  void killsBeforeTheLeaseEndsWhereOnlyTheCoarseClockIsHad() throws Exception {

    Supervisor supervisor =
        rig.supervise(
            rig.perlWith("NoSyscall", ""), rig.config(job("ignore-term")), inMillis(SOON));
    long deadlineNanos = settle(supervisor, () -> stamps.pids().size() == 1);

    assertThat(end(supervisor))
        .isEqualTo(new Signalled(9, new Stopping(Optional.of(StopCause.DEADLINE), true, true)));
    stamps.assertNothingAfter(deadlineNanos + MARGIN.toNanos());
  }

  @Test
  void wakesStoppedMembersSoThatSigtermReachesThem() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(FAR), shell("kill -STOP $$; exit 5"));
    long pid = supervisor.commandPid().orElseThrow();
    await("stopped", () -> stateOf(pid) == 'T');

    supervisor.stop();

    assertThat(end(supervisor))
        .isEqualTo(new Signalled(15, new Stopping(Optional.of(StopCause.REQUESTED), false, true)));
  }

  @Test
  void runsOnWhenTheDeadlineIsExtended() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(SOON), job());
    long firstNanos = settle(supervisor, () -> stamps.pids().size() == 1);

    supervisor.extend(inMillis(FAR));

    await("runs after the first deadline", () -> stamps.lastNanos() - firstNanos > 0);
    assertThat(supervisor.stopping()).isNotDone();
    supervisor.stop();
    assertThat(end(supervisor))
        .isEqualTo(new Signalled(15, new Stopping(Optional.of(StopCause.REQUESTED), false, true)));
  }

  @Test
  void neverMovesTheDeadlineBackward() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(FAR), job());
    long earlierNanos = inMillis(600);

    supervisor.extend(earlierNanos);

    await("runs after it", () -> stamps.lastNanos() - earlierNanos > 0);
    assertThat(supervisor.stopping()).isNotDone();
  }

  @Test
  void holdsFrozenDeadlineAgainstLaterExtensions() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(SOON), job());
    long deadlineNanos = settle(supervisor, () -> stamps.pids().size() == 1);

    supervisor.freeze();
    supervisor.extend(inMillis(FAR));

    assertThat(end(supervisor))
        .isEqualTo(new Signalled(15, new Stopping(Optional.of(StopCause.DEADLINE), false, true)));
    stamps.assertNothingAfter(deadlineNanos + MARGIN.toNanos());
  }

  @Test
  void doesNotTakeSigtermBackWhenTheDeadlineMovesAfterIt() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(SOON), job("note", "TERM"));
    long deadlineNanos = settle(supervisor, () -> stamps.pids().size() == 1);
    await("SIGTERM", () -> stamps.has("TERM"));

    supervisor.extend(inMillis(FAR));

    assertThat(end(supervisor).exitCode()).isEqualTo(128 + 9);
    stamps.assertNothingAfter(deadlineNanos + MARGIN.toNanos());
  }

  @Test
  void killsWhatIgnoresStopAfterTheGrace() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(FAR), job("note", "TERM"));
    stamps.awaitProcesses(1);

    supervisor.stop();

    assertThat(end(supervisor))
        .isEqualTo(new Signalled(9, new Stopping(Optional.of(StopCause.REQUESTED), true, true)));
    assertThat(stamps.lastNanos() - nanosOf("TERM")).isGreaterThan(GRACE.toNanos() / 2);
  }

  @Test
  void forwardsSignalsAndGoesOn() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(FAR), job("note", "INT", "note", "HUP"));
    stamps.awaitProcesses(1);

    supervisor.forward(ForwardedSignal.INT);
    supervisor.forward(ForwardedSignal.HUP);

    await("both signals", () -> stamps.has("INT") && stamps.has("HUP"));
    assertThat(supervisor.ended()).isNotDone();
  }

  @Test
  void endsWhatTheCommandLeavesBehindBeforeItReportsTheEnd() throws Exception {
    String[] job = job("fork");
    String script = "\"$@\" & until [ -s " + stamps.file() + " ]; do :; done; exit 3";

    CommandEnd end = end(rig.supervise(inMillis(FAR), shellWith(script, job)));

    assertThat(end)
        .isEqualTo(new Exited(3, new Stopping(Optional.of(StopCause.LEFTOVER), false, true)));
    assertThat(stamps.pids()).isNotEmpty().noneMatch(Rig::isAlive);
  }

  @Test
  void killsWhatTheCommandLeavesBehindIfItIgnoresSigterm() throws Exception {
    String[] job = job("ignore-term");
    String script = "\"$@\" & until [ -s " + stamps.file() + " ]; do :; done; exit 3";

    CommandEnd end = end(rig.supervise(inMillis(FAR), shellWith(script, job)));

    assertThat(end)
        .isEqualTo(new Exited(3, new Stopping(Optional.of(StopCause.LEFTOVER), true, true)));
    assertThat(stamps.pids()).isNotEmpty().noneMatch(Rig::isAlive);
  }

  @Test
  void reportsWhatSigkillDoesNotEnd() throws Exception {
    Supervisor supervisor =
        rig.supervise(
            rig.perlWith("NoSigkill", ""), rig.config(job("ignore-term")), inMillis(SOON));
    long pid = supervisor.commandPid().orElseThrow();

    settle(supervisor, () -> stamps.pids().size() == 1);
    CommandEnd end = end(supervisor);

    try {
      assertThat(end).isEqualTo(new Stuck(List.of(pid)));
      assertThat(end.groupEmpty()).isFalse();
      assertThat(end.exitCode()).isEqualTo(125);
    } finally {
      Rig.signal("KILL", pid);
    }
  }

  @Test
  void companionIsSmall() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(FAR), job());
    stamps.awaitProcesses(1);

    String status = Files.readString(Path.of("/proc/" + supervisor.companionPid() + "/status"));

    long residentKib = Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s*(\\d+) kB.*", "$1"));
    System.out.println("companion: VmRSS " + residentKib + " KiB");
    assertThat(residentKib).isLessThan(16 * 1024);
  }

  @Test
  void closesTwiceAndStopsOnClose() throws Exception {
    Supervisor supervisor = rig.supervise(inMillis(FAR), job());
    stamps.awaitProcesses(1);

    supervisor.close();
    supervisor.close();

    assertThat(supervisor.ended().join().exitCode()).isEqualTo(128 + 15);
    assertThat(stamps.pids()).noneMatch(Rig::isAlive);
  }

  private long nanosOf(String word) {
    return stamps.lines().stream()
        .filter(line -> line[0].equals(word))
        .mapToLong(line -> Long.parseLong(line[1]))
        .findFirst()
        .orElseThrow();
  }

  private static char stateOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return '-';
    }
  }
}
