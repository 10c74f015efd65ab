package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What servers take of the machine, together.
 *
 * @param amounts of each, in its unit
 */
record Footprint(Map<Of, Double> amounts) {
  private static final double KIB_PER_MIB = 1_024;
  private static final double BYTES_PER_MIB = 1 << 20;

  /** What is counted. */
  enum Of {
    MEMORY("memory", "MiB"),
    THREADS("threads", "threads"),
    DESCRIPTORS("descriptors", "descriptors"),
    LOG("log", "MiB"),
    SNAPSHOTS("snapshots", "MiB");

    private final String word;
    private final String unit;

    Of(String word, String unit) {
      this.word = word;
      this.unit = unit;
    }

    String word() {
      return word;
    }

    String unit() {
      return unit;
    }
  }

  Footprint {
    amounts = Map.copyOf(amounts);
  }

  double amount(Of what) {
    return amounts.getOrDefault(what, 0.0);
  }

  /** Of these processes, which have their data below that folder. Linux tells it. */
  static Footprint of(List<Child> servers, Path folder) {
    Map<Of, Double> amounts = new EnumMap<>(Of.class);
    try {
      for (Child server : servers) {
        amounts.merge(Of.MEMORY, residentMebibytes(server.pid()), Double::sum);
        amounts.merge(Of.THREADS, told(server.pid(), "Threads:"), Double::sum);
        amounts.merge(Of.DESCRIPTORS, entries(process(server.pid()).resolve("fd")), Double::sum);
      }
      amounts.put(Of.LOG, bytes(folder, "log_") / BYTES_PER_MIB);
      amounts.put(Of.SNAPSHOTS, bytes(folder, "snapshot") / BYTES_PER_MIB);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot see what the servers take", e);
    }
    return new Footprint(amounts);
  }

  /** What of a process is in memory now. */
  static double residentMebibytes(long pid) {
    return told(pid, "VmRSS:") / KIB_PER_MIB;
  }

  private static double told(long pid, String what) {
    Path status = process(pid).resolve("status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(what))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(status + " does not tell " + what));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + status, e);
    }
  }

  private static Path process(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  private static double entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  /** What files take whose names begin so; one may be deleted meanwhile. */
  private static double bytes(Path folder, String prefix) throws IOException {
    try (Stream<Path> all = Files.find(folder, 10, (path, is) -> isFile(path, prefix))) {
      double sum = 0;
      for (Path file : all.toList()) {
        sum += size(file);
      }
      return sum;
    }
  }

  private static boolean isFile(Path path, String prefix) {
    return path.getFileName().toString().startsWith(prefix) && Files.isRegularFile(path);
  }

  private static double size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
