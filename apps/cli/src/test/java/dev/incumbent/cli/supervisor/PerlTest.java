package dev.incumbent.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PerlTest {
  @TempDir Path folder;

  @Test
  void refusesInOneSentenceWhatCannotRunTheCompanion() throws Exception {
    Path fake = folder.resolve("perl");
    Files.writeString(fake, "#!/bin/sh\necho \"Can't locate POSIX.pm\" >&2; exit 2\n");
    Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwx------"));

    assertThatThrownBy(() -> new Perl(fake, List.of()).requireUsable())
        .isInstanceOf(SupervisorUnavailableException.class)
        .hasMessage(
            "cannot supervise a command here: %s cannot run the companion process:"
                + " Can't locate POSIX.pm",
            fake);
  }

  @Test
  void refusesWhereThereIsNoPerl() {
    assertThatThrownBy(() -> Perl.find(folder.toString(), Path.of("/proc")))
        .isInstanceOf(SupervisorUnavailableException.class)
        .hasMessage(
            "cannot supervise a command here: it takes perl (Debian's package perl-base is"
                + " enough), and there is none in PATH");
  }

  @Test
  void refusesWhereThereIsNoProc() {
    assertThatThrownBy(() -> Perl.find("/usr/bin", folder.resolve("no-proc")))
        .isInstanceOf(SupervisorUnavailableException.class)
        .hasMessageContaining("Linux with /proc");
  }
}
