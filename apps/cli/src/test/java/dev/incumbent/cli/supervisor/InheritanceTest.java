package dev.incumbent.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the command gets of the wrapper's: streams, environment, arguments, signals, folder. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class InheritanceTest {
  private static final long FAR = 60_000;

  @TempDir Path folder;
  Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(folder);
  }

  @AfterEach
  void endAll() throws Exception {
    rig.end();
  }

  @Test
  void stdinStdoutAndExitCodePass() throws Exception {
    Talk talk = rig.startWrapper(FAR, "sh", "-c", "cat; exit 7");

    talk.write("one\ntwo\n");
    talk.process.getOutputStream().close();

    assertThat(talk.exitCode()).isEqualTo(7);
    talk.line("two");
    assertThat(talk.text()).contains("one\ntwo\n");
  }

  @Test
  void argumentsPassUnchanged() throws Exception {
    Talk talk =
        rig.startWrapper(FAR, "sh", "-c", "printf '<%s>' \"$@\"; echo", "sh", "", "a b", "$x", "*");

    assertThat(talk.exitCode()).isZero();
    assertThat(talk.line("<")).containsExactly("<><a", "b><$x><*>");
  }

  @Test
  void argumentsPassByteForByteInAnAsciiLocale() throws Exception {
    Path bytes = folder.resolve("bytes");
    List<String> line = new ArrayList<>(List.of("env", "-u", "LANG", "LC_ALL=C", "sh", "-c"));
    line.add("exec \"$@\" \"$(printf 'caf\\303\\251 \\377?')\"");
    line.add("sh");
    line.addAll(rig.wrapper(FAR, "sh", "-c", "printf %s \"$1\" >\"$0\"", bytes.toString()));

    assertThat(rig.start(new ProcessBuilder(line)).exitCode()).isZero();

    assertThat(Files.readString(bytes, StandardCharsets.ISO_8859_1)).isEqualTo("cafÃ© ÿ?");
  }

  @Test
  void environmentPassesAndIsAddedTo() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            rig.wrapper(
                FAR,
                "sh",
                "-c",
                "echo \"env $PERL5OPT|${PERL_BADLANG-unset}|$PLAIN|$INCUMBENT_CANDIDATE\""));
    // Perl would refuse to start with this option, had the companion inherited it.
    builder.environment().put("PERL5OPT", "-Mno::such::module");
    builder.environment().put("PLAIN", "a b");
    Talk talk = rig.start(builder);

    assertThat(talk.exitCode()).as(talk.text()).isZero();
    assertThat(String.join(" ", talk.line("env")))
        .isEqualTo("env -Mno::such::module|unset|a b|Jürgen");
  }

  @Test
  void signalThatTheWrapperIgnoresFromItsStartStaysIgnored() throws Exception {
    List<String> line = new ArrayList<>(List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh"));
    line.addAll(rig.wrapper(FAR, "sh", "-c", "kill -HUP $$; echo survived"));

    Talk talk = rig.start(new ProcessBuilder(line));

    assertThat(talk.exitCode()).isZero();
    assertThat(talk.text()).contains("survived");
  }

  @Test
  void commandRunsInTheWrappersFolderAndItsTemporaryFilesAreGone() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    List<String> line = rig.wrapper(FAR, "sh", "-c", "pwd -P; read wait");
    line.add(1, "-Djava.io.tmpdir=" + temporary);
    Talk talk = rig.start(new ProcessBuilder(line).directory(folder.toFile()));

    talk.line(folder.toRealPath().toString());

    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).isEmpty();
    }
    talk.write("\n");
    assertThat(talk.exitCode()).isZero();
  }

  @Test
  void folderWhoseNameIsTooLongForASocketIsPassedOver() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("t".repeat(120)));
    List<String> line = rig.wrapper(FAR, "true");
    line.add(1, "-Djava.io.tmpdir=" + temporary);

    assertThat(rig.start(new ProcessBuilder(line)).exitCode()).isZero();
  }
}
