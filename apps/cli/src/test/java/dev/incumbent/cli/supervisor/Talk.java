package dev.incumbent.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A started process and what it says on stdout and stderr. */
final class Talk {
  final Process process;
  private final StringBuilder said = new StringBuilder();

  Talk(Process process) {
    this.process = process;
    collect(process.getInputStream());
    collect(process.getErrorStream());
  }

  private void collect(InputStream in) {
    Thread thread =
        new Thread(
            () -> {
              try {
                byte[] chunk = new byte[1024];
                for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                  note(new String(chunk, 0, n, StandardCharsets.UTF_8));
                }
              } catch (IOException e) {
                note("[closed]");
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void note(String more) {
    synchronized (said) {
      said.append(more);
    }
  }

  void write(String input) throws IOException {
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  String text() {
    synchronized (said) {
      return said.toString();
    }
  }

  /** The words of the first complete line that starts so, once it is there. */
  String[] line(String start) {
    Rig.await("a line \"" + start + "\" in: " + text(), () -> find(start) != null);
    return String.valueOf(find(start)).strip().split(" ");
  }

  private @Nullable String find(String start) {
    String seen = text();
    return seen.substring(0, seen.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElse(null);
  }

  int exitCode() throws Exception {
    assertThat(process.waitFor(Rig.BOUND.toMillis(), TimeUnit.MILLISECONDS)).as(text()).isTrue();
    return process.exitValue();
  }
}
