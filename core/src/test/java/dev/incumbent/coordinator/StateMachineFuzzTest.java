package dev.incumbent.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.LogEntryCodec;
import dev.incumbent.election.ElectionName;
import dev.incumbent.session.SessionId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands over few names: what they do is checked after each. */
final class StateMachineFuzzTest {
  private static final int COMMANDS = 6_000;
  private static final StateConfig CONFIG =
      StateConfig.defaults()
          .withHistoryKept(5)
          .withBounds(new StateConfig.Bounds(5, 4, 4, 4, 20, 16));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keepsItsInvariantsAfterEachOfManyRandomCommands(long seed) {
    RandomCommands random = new RandomCommands(seed);
    CoordinatorStateMachine machine = new CoordinatorStateMachine(CONFIG);
    Invariants invariants = new Invariants(CONFIG.historyKept());
    long term = 1;
    for (int i = 1; i <= COMMANDS; i++) {
      term += random.pick(200) == 0 ? 1 : 0;
      CoordinatorState before = machine.state();
      Applied applied = machine.apply(term, i, entry(random, random.next(before, term)));
      invariants.check(before, applied, machine.state());
    }
    endAllSessions(machine, invariants, term);
    assertThat(invariants.grantCount()).isGreaterThan(COMMANDS / 100);
    assertThat(invariants.endCount())
        .as("one end a grant (C-1)")
        .isEqualTo(invariants.grantCount());
  }

  @Test
  void givesTheSameSnapshotOnTwoNodesAndAfterARestore() throws IOException {
    RandomCommands random = new RandomCommands(5);
    CoordinatorStateMachine one = new CoordinatorStateMachine(CONFIG);
    CoordinatorStateMachine restored = new CoordinatorStateMachine(CONFIG);
    long term = 1;
    for (int i = 1; i <= 5_000; i++) {
      term += random.pick(200) == 0 ? 1 : 0;
      LogEntry entry = batch(random, one.state(), term);
      LogEntry decoded = LogEntryCodec.decode(LogEntryCodec.encode(entry));
      assertThat(restored.apply(term, i, decoded)).isEqualTo(one.apply(term, i, entry));
      if (i % 50 == 0) {
        byte[] bytes = snapshot(one);
        assertThat(snapshot(restored)).isEqualTo(bytes);
        restored.restore(SnapshotCodec.read(new ByteArrayInputStream(bytes), CONFIG));
        assertThat(snapshot(restored)).isEqualTo(bytes);
      }
    }
    assertThat(one.state().lastToken()).isGreaterThan(250);
  }

  private static void endAllSessions(
      CoordinatorStateMachine machine, Invariants invariants, long term) {
    long index = machine.state().index();
    List<SessionId> open = new ArrayList<>();
    machine.state().sessions().forEach(session -> open.add(session.session()));
    for (SessionId session : open) {
      CoordinatorState before = machine.state();
      index++;
      LogEntry entry =
          new LogEntry(index, index, 0, List.of(new Command.ExpireSession(session, term)));
      invariants.check(before, machine.apply(term, index, entry), machine.state());
    }
    for (ElectionName name : RandomCommands.elections()) {
      assertThat(machine.state().election(name).orElseThrow().holder()).isEmpty();
    }
  }

  private static LogEntry batch(RandomCommands random, CoordinatorState state, long term) {
    List<Command> commands = new ArrayList<>();
    for (int left = random.pick(6); left >= 0; left--) {
      commands.add(random.next(state, term));
    }
    return entry(random, commands.toArray(Command[]::new));
  }

  private static LogEntry entry(RandomCommands random, Command... commands) {
    return new LogEntry(random.bits(), random.bits(), random.pick(1_000), List.of(commands));
  }

  private static byte[] snapshot(CoordinatorStateMachine machine) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotCodec.write(machine.state(), out);
    return out.toByteArray();
  }
}
