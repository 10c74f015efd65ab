package dev.incumbent.cli.run;

import dev.incumbent.election.HealthCheck;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A health check that is a shell command: healthy if it exits with 0 in time.
 *
 * <p>It reads nothing, and what it prints is not kept. When its time is over it and its children
 * are ended by SIGKILL, so that the next check can begin.
 */
public final class HealthCommand implements HealthCheck {
  private final String command;
  private final Duration timeout;

  public HealthCommand(String command, Duration timeout) {
    this.command = command;
    this.timeout = timeout;
  }

  @Override
  public void check() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of("/bin/sh", "-c", command))
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException(
            "the health command did not exit within " + timeout.toMillis() + " ms");
      }
      if (process.exitValue() != 0) {
        throw new IOException("the health command exited with " + process.exitValue());
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
