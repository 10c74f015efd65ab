package dev.incumbent.fence.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.fencing.Incarnation;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The predecessor's process is ended, and no other: each test looks at a real one. */
final class ProcessKillTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ProcessKill kill = new ProcessKill();
  private final List<ProcessHandle> started = new ArrayList<>();

  @AfterEach
  void endWhatWasStarted() {
    started.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void s4_endsTheProcessWithThatIdAndStartAndWaitsUntilItIsGone() throws Exception {
    ProcessHandle process = sleeper().toHandle();

    kill.fence(Targets.of(Targets.onThisHost(process.pid(), start(process)), LONG));

    assertThat(Processes.runs(process)).as("but for its being reaped").isFalse();
  }

  @Test
  void findsAPredecessorFencedThatIsGone() throws Exception {
    Process process = sleeper();
    Incarnation gone = Targets.onThisHost(process.pid(), start(process.toHandle()));
    process.destroyForcibly().waitFor();

    kill.fence(Targets.of(gone, LONG));
    kill.fence(Targets.of(gone, LONG));
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400_010, -10, 10, 1_010})
  void s4_neverTouchesAProcessThatGotTheIdLater(long apartMillis) throws Exception {
    ProcessHandle other = sleeper().toHandle();

    kill.fence(Targets.of(Targets.onThisHost(other.pid(), start(other) - apartMillis), LONG));

    assertThat(other.isAlive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, -1_000, 1_000})
  void cannotTellWhenTheWallClockMayHaveBeenSet(long apartMillis) throws Exception {
    ProcessHandle process = sleeper().toHandle();
    Incarnation shifted = Targets.onThisHost(process.pid(), start(process) - apartMillis);

    assertThatThrownBy(() -> kill.fence(Targets.of(shifted, LONG)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the wall clock may have been set");

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void touchesNothingForAPredecessorOnAnotherHost() throws Exception {
    ProcessHandle process = sleeper().toHandle();
    Incarnation elsewhere =
        new Incarnation("elsewhere", process.pid(), start(process), "c", Optional.empty());

    assertThatThrownBy(() -> kill.fence(Targets.of(elsewhere, LONG)))
        .hasMessageContaining("elsewhere");

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void refusesToEndItself() {
    ProcessHandle self = ProcessHandle.current();

    assertThatThrownBy(
            () -> kill.fence(Targets.of(Targets.onThisHost(self.pid(), start(self)), LONG)))
        .hasMessage("it is this very process");
  }

  @Test
  void doesNotKnowAProcessFromATextOfAnotherForm() {
    assertThatThrownBy(() -> kill.fence(Targets.of("anna on web-1", LONG)))
        .hasMessage("its incarnation names no process");
  }

  @Test
  void aProcessThatNobodyReapsIsGoneOnceItIsAZombie() throws Exception {
    Process parent =
        new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; exec sleep 1000 > /dev/null").start();
    started.add(parent.toHandle());
    long pid;
    try (BufferedReader reader = parent.inputReader()) {
      pid = Long.parseLong(reader.readLine());
    }
    ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
    started.add(child);

    kill.fence(Targets.of(Targets.onThisHost(pid, start(child)), LONG));

    assertThat(Processes.runs(child)).isFalse();
  }

  @Test
  void sendsNothingWhenNoTimeIsLeft() throws Exception {
    ProcessHandle process = sleeper().toHandle();
    Incarnation late = Targets.onThisHost(process.pid(), start(process));

    assertThatThrownBy(() -> kill.fence(Targets.of(late, Duration.ZERO)))
        .hasMessage("no time is left");

    assertThat(process.isAlive()).isTrue();
  }

  private Process sleeper() throws IOException {
    Process process = new ProcessBuilder("sleep", "1000").start();
    started.add(process.toHandle());
    return process;
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().orElseThrow().toEpochMilli();
  }
}
