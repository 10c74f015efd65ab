package dev.incumbent.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command at a terminal, which {@code script} (Debian: bsdutils, essential) provides. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class TerminalTest {
  private static final String INTERRUPT = "\u0003";
  private static final String SUSPEND = "\u001a";

  @TempDir Path folder;
  Rig rig;

  @BeforeEach
  void setUp() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no /usr/bin/script here");
    rig = new Rig(folder);
  }

  @AfterEach
  void endAll() throws Exception {
    rig.end();
  }

  /** The wrapper, then a shell in the wrapper's group that reads a line. */
  private Talk atTerminal(String command) throws Exception {
    String wrapper =
        rig.wrapper(60_000, "sh", "-c", command).stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Path program =
        Files.writeString(
            folder.resolve("program.sh"), wrapper + "\necho \"code $?\"\nread x; echo \"back $x\"");
    return rig.start(new ProcessBuilder("script", "-qec", "sh " + program, "/dev/null"));
  }

  @Test
  void commandReadsTheTerminalAndGivesItBack() throws Exception {
    Talk talk = atTerminal("echo ready; read line; echo \"got $line\"; exit 6");
    talk.line("ready");

    talk.write("hello\n");
    talk.line("got hello");
    talk.line("code 6");
    talk.write("again\n");

    talk.line("back again");
  }

  @Test
  void interruptKeyReachesTheCommandOnly() throws Exception {
    Talk talk = atTerminal("trap 'echo interrupted; exit 9' INT; echo ready; read line");
    talk.line("ready");

    talk.write(INTERRUPT);

    talk.line("code 9");
    assertThat(talk.text()).contains("interrupted");
    talk.write("again\n");
    talk.line("back again");
  }

  @Test
  void suspendKeyDoesNotStopTheCommand() throws Exception {
    Talk talk = atTerminal("echo ready; read line; echo \"got $line\"");
    talk.line("ready");

    talk.write(SUSPEND);
    talk.write("hello\n");

    talk.line("got hello");
    talk.line("code 0");
  }
}
