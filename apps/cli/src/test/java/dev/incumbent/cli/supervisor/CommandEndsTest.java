package dev.incumbent.cli.supervisor;

import static dev.incumbent.cli.supervisor.Rig.end;
import static dev.incumbent.cli.supervisor.Rig.inMillis;
import static dev.incumbent.cli.supervisor.Rig.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.supervisor.CommandEnd.Exited;
import dev.incumbent.cli.supervisor.CommandEnd.NotExecuted;
import dev.incumbent.cli.supervisor.CommandEnd.Signalled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What is told of a command that ended by itself, or never began. */
final class CommandEndsTest extends Supervised {
  @Test
  void passesExitCodeZeroOn() throws Exception {
    CommandEnd end = end(rig.supervise(inMillis(FAR), "true"));

    assertThat(end).isEqualTo(new Exited(0, BY_ITSELF));
    assertThat(end.exitCode()).isZero();
  }

  @Test
  void passesAnotherExitCodeOn() throws Exception {
    CommandEnd end = end(rig.supervise(inMillis(FAR), shell("exit 3")));

    assertThat(end).isEqualTo(new Exited(3, BY_ITSELF));
    assertThat(end.exitCode()).isEqualTo(3);
  }

  @Test
  void tellsEndBySignalFromExit() throws Exception {
    CommandEnd end = end(rig.supervise(inMillis(FAR), shell("kill -TERM $$")));

    assertThat(end).isEqualTo(new Signalled(15, BY_ITSELF));
    assertThat(end.exitCode()).isEqualTo(128 + 15);
  }

  @Test
  void tellsCommandThatIsNotFound() throws Exception {
    CommandEnd end = end(rig.supervise(inMillis(FAR), "no-such-command-anywhere"));

    assertThat(end).isEqualTo(new NotExecuted(127, "No such file or directory"));
  }

  @Test
  void tellsCommandThatCannotBeExecuted() throws Exception {
    Path plain = Files.writeString(folder.resolve("plain.txt"), "no program\n");

    CommandEnd end = end(rig.supervise(inMillis(FAR), plain.toString()));

    assertThat(end).isEqualTo(new NotExecuted(126, "Permission denied"));
  }

  @Test
  void tellsArgumentThatIsTooLong() throws Exception {
    CommandEnd end = end(rig.supervise(inMillis(FAR), "true", "x".repeat(200_000)));

    assertThat(end).isEqualTo(new NotExecuted(126, "Argument list too long"));
  }

  @Test
  void passesArgumentsThatFillManyBuffers() throws Exception {
    Path out = folder.resolve("out");
    String[] arguments = Collections.nCopies(10, "x".repeat(100_000)).toArray(String[]::new);

    CommandEnd end = end(rig.supervise(inMillis(FAR), shellWith("echo $# >" + out, arguments)));

    assertThat(end).isEqualTo(new Exited(0, BY_ITSELF));
    assertThat(out).hasContent("10");
  }

  @Test
  void tellsCommandsOwn127FromNotFound() throws Exception {
    assertThat(end(rig.supervise(inMillis(FAR), shell("exit 127"))))
        .isEqualTo(new Exited(127, BY_ITSELF));
  }
}
