package dev.incumbent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElectPhaseTest {
  @TempDir private Path folder;

  @Test
  void leavesNobodyBehindWhoLeadsUnseenWhenItIsPlayedAgain() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Narrator narrator = new Narrator(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (Scene scene = new Scene(folder, Optional.empty())) {
      scene.open();
      new ElectPhase().play(scene, narrator);
      Scene.Leader first = scene.awaitCurrentLeader("L-2");

      new ElectPhase().play(scene, narrator);

      Scene.Leader second = scene.awaitCurrentLeader("L-2");
      assertThat(second.token()).isGreaterThan(first.token());
      assertThat(first.contestant().child().isAlive()).isFalse();
      assertThat(said.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
    }
  }
}
