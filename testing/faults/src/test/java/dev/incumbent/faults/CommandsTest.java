package dev.incumbent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.history.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private static final Duration TTL = Duration.ofSeconds(2);

  @TempDir private Path folder;

  @Test
  void takesAllProcessesOfOneTokenForOneCommand() throws IOException {
    Commands commands = new Commands(folder, TTL);
    write(commands, "r1.1", "7 100 50\n7 101 40\n7 101 90\n9 102 120\n9 102 1");

    assertThat(commands.all(p -> true))
        .containsExactly(ran("r1.1", 7, true, 40, 90), ran("r1.1", 9, true, 120, 120));
    assertThat(commands.lastSeenNanos("r1.1")).isEqualTo(120);
  }

  @Test
  void aCandidateThatNeverLedRanNothing() {
    Commands commands = new Commands(folder, TTL);
    List<String> unused = commands.call("incumbent://n1:1", "r1", "r1.1");

    assertThat(commands.all(p -> true)).isEmpty();
    assertThat(commands.lastSeenNanos("r1.1")).isZero();
  }

  @Test
  void aClockBeyondTheBoundExcusesItsIncarnationOnly() throws IOException {
    Commands commands = new Commands(folder, TTL);
    write(commands, "r1.1", "7 100 50\n");
    write(commands, "r1.2", "9 100 60\n");

    assertThat(commands.all(p -> p.equals("r1.2")))
        .containsExactly(ran("r1.1", 7, false, 50, 50), ran("r1.2", 9, true, 60, 60));
  }

  /** The last word of a candidate's call is the log of its command. */
  private static void write(Commands commands, String incarnation, String lines)
      throws IOException {
    List<String> call = commands.call("incumbent://n1:1", "r1", incarnation);
    Files.writeString(Path.of(call.get(call.size() - 1)), lines);
  }

  private static HistoryEvent ran(
      String process, long token, boolean exclusive, long first, long last) {
    return new HistoryEvent.Ran(
        process, Commands.ELECTION, token, exclusive, TTL.toNanos(), first, last);
  }
}
