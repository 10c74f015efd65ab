package dev.incumbent.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a job wrote: who ran until when. */
record Stamps(Path file) {
  List<String[]> lines() {
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      String complete = text.substring(0, text.lastIndexOf('\n') + 1);
      return complete.lines().map(line -> line.split(" ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Long> pids() {
    return lines().stream()
        .map(line -> line[0])
        .filter(word -> word.matches("\\d+"))
        .map(Long::valueOf)
        .distinct()
        .toList();
  }

  long lastNanos() {
    return lines().stream().mapToLong(line -> Long.parseLong(line[1])).max().orElse(0);
  }

  boolean has(String word) {
    return lines().stream().anyMatch(line -> line[0].equals(word));
  }

  void awaitProcesses(int count) {
    Rig.await(count + " processes write stamps", () -> pids().size() == count);
  }

  void awaitAllGone() {
    Rig.await("all of " + pids() + " gone", () -> pids().stream().noneMatch(Rig::isAlive));
  }

  void assertNothingAfter(long nanos) {
    assertThat(lastNanos() - nanos).as("nanoseconds past the end of the lease").isNegative();
  }
}
