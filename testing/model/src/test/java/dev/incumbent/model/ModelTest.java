package dev.incumbent.model;

import static org.assertj.core.api.Assertions.assertThat;

import edu.mit.csail.sdg.ast.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every command of the models and compares what it finds with what it expects.
 *
 * <p>A part that was left out of the protocol must give a counterexample: that is the seeded fault
 * of each promise. The traces are printed.
 */
class ModelTest {
  /** Steps that a counterexample must contain, in order: it must be there for the right reason. */
  private static final Map<String, List<String>> REASONS =
      Map.ofEntries(
          Map.entry("S3_NoCheck", List.of("claim", "claim", "admit", "effect")),
          Map.entry("S3_NoLock", List.of("admit", "claim", "effect")),
          Map.entry("S3_TokenOnly", List.of("putBack", "grant", "claim", "admit", "effect")),
          Map.entry("S4_ServeFirst", List.of("claim", "read", "effect")),
          Map.entry("S4_ServeFirst_updates", List.of("read", "effect", "claim", "admit", "effect")),
          Map.entry("S4_AnyClaim", List.of("claim", "claim", "admit", "effect")),
          Map.entry("S1_PutBack", List.of("backUp", "grant", "putBack", "grant")),
          Map.entry("S2_CountFromAnswer", List.of("send", "pass", "expire", "confirm")),
          Map.entry("S2_DeposedAcknowledges", List.of("elect", "acknowledge", "confirm")),
          Map.entry("S2_NoFullTtl", List.of("acknowledge", "elect", "propose", "expire")),
          Map.entry("S2_LateExpiry", List.of("elect", "acknowledge", "expire")),
          Map.entry("S2_AcknowledgesExpiring", List.of("propose", "acknowledge", "expire")),
          Map.entry("S2_ClocksBeyondBound", List.of("pass", "propose", "expire")));

  @TestFactory
  Stream<DynamicTest> theFenceDecides() {
    return commands("fence.als");
  }

  @TestFactory
  Stream<DynamicTest> leasesDoNotOverlap() {
    return commands("lease.als");
  }

  private static Stream<DynamicTest> commands(String file) {
    AlloyModel model = new AlloyModel(Path.of(file));
    return model.commands().stream()
        .map(command -> DynamicTest.dynamicTest(command.label, () -> run(file, model, command)));
  }

  private static void run(String file, AlloyModel model, Command command) {
    Optional<Trace> found = model.find(command);
    found.ifPresent(trace -> System.out.println(file + ": " + command.label + "\n" + trace));
    assertThat(found.isPresent()).as("finds a trace").isEqualTo(command.expects == 1);
    if (command.check && found.isPresent()) {
      assertThat(found.get().steps()).containsSubsequence(REASONS.get(command.label));
    }
  }
}
