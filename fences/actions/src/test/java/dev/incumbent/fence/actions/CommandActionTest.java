package dev.incumbent.fence.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.fencing.Incarnation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command fences by its exit code, and does not outlive its time. */
final class CommandActionTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Incarnation PROCESS =
      new Incarnation("web-1", 42, Targets.START, "c0ffee", Optional.of("6f1c"));

  @TempDir Path folder;

  @Test
  void fencesWithExitCodeZeroAndTellsTheCommandWhomToFence() throws Exception {
    Path seen = folder.resolve("seen");

    CommandAction.of("sh", "-c", "env | grep ^INCUMBENT_FENCE_ | sort > " + seen)
        .fence(Targets.of(PROCESS, LONG));

    assertThat(Files.readAllLines(seen))
        .containsExactly(
            "INCUMBENT_FENCE_CANDIDATE=anna",
            "INCUMBENT_FENCE_CLUSTER=c1",
            "INCUMBENT_FENCE_ELECTION=orders \"x\"",
            "INCUMBENT_FENCE_GRANT=00000000000000010000000000000002",
            "INCUMBENT_FENCE_HOST=web-1",
            "INCUMBENT_FENCE_INCARNATION=" + PROCESS,
            "INCUMBENT_FENCE_PID=42",
            "INCUMBENT_FENCE_PODUID=6f1c",
            "INCUMBENT_FENCE_SESSION=" + Targets.of(PROCESS, LONG).predecessor().session(),
            "INCUMBENT_FENCE_STARTMILLIS=" + Targets.START,
            "INCUMBENT_FENCE_SUCCESSORTOKEN=8",
            "INCUMBENT_FENCE_TOKEN=7");
  }

  @Test
  void doesNotFenceWithAnotherExitCodeAndSaysWhatWasPrintedLast() {
    CommandAction action = CommandAction.of("sh", "-c", "echo trying; echo no route >&2; exit 3");

    assertThatThrownBy(() -> action.fence(Targets.of(PROCESS, LONG)))
        .isInstanceOf(IOException.class)
        .hasMessage("exit code 3: no route");
  }

  @Test
  void doesNotFenceWithoutTheProgram() {
    assertThatThrownBy(() -> CommandAction.of("/no/such").fence(Targets.of(PROCESS, LONG)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void endsTheCommandAndItsChildrenWhenItsTimeIsOver() throws Exception {
    Path pids = folder.resolve("pids");
    CommandAction action =
        CommandAction.of("sh", "-c", "sleep 1000 & printf '%s\\n' $! $$ > " + pids + "; wait");

    assertThatThrownBy(() -> action.fence(Targets.of(PROCESS, Duration.ofSeconds(3))))
        .hasMessageContaining("did not exit within");

    assertThat(Files.readAllLines(pids)).hasSize(2);
    for (String pid : Files.readAllLines(pids)) {
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
      if (process.isPresent()) {
        Processes.awaitEnd(process.get());
      }
    }
  }

  @Test
  void isNotHeldUpByWhatItPrints() throws Exception {
    CommandAction.of("sh", "-c", "head -c 1000000 /dev/zero").fence(Targets.of(PROCESS, LONG));
  }

  @Test
  void aTargetOfAnotherFormHasEmptyFields() throws Exception {
    FencingTarget unknown = Targets.of("anna on web-1", LONG);

    CommandAction.of("sh", "-c", "test -z \"$INCUMBENT_FENCE_PID$INCUMBENT_FENCE_HOST\"")
        .fence(unknown);
  }
}
