package dev.incumbent.faults.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run has made, written down before it is made: processes (with their start, because ids are
 * given again), hosts, mounts. A companion process reads it when the run is gone, however it went;
 * {@link #cleanAll} is for what even the companion left.
 *
 * <p>The run's folder is {@code incumbent-faults/RUN} below the folder for temporary files.
 * Threads: safe.
 */
public final class Registry implements AutoCloseable {
  private static final String RESOURCES = "resources";
  private static final String OWNER = "owner";
  private static final String SCRIPT = "teardown.sh";

  private final Path folder;
  private final Path script;
  private final Process companion;

  private Registry(Path folder, Path script, Process companion) {
    this.folder = folder;
    this.script = script;
    this.companion = companion;
  }

  /** Begins a run's folder, and starts its companion. */
  static Registry open(String run) {
    Path folder = root().resolve(run);
    try {
      Files.createDirectories(folder);
      long own = ProcessHandle.current().pid();
      Files.writeString(folder.resolve(OWNER), own + " " + startOf(own).orElse(""));
      Files.writeString(folder.resolve(RESOURCES), "");
      Path script = writeScript();
      Process companion =
          new ProcessBuilder("setsid", "sh", script.toString(), folder.toString(), "watch")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Registry(folder, script, companion);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot begin the run's folder " + folder, e);
    }
  }

  public Path folder() {
    return folder;
  }

  void host(String name) {
    note("host " + name);
  }

  void mount(Path point) {
    note("mount " + point);
  }

  void process(long pid) {
    startOf(pid).ifPresent(start -> note("process " + pid + " " + start));
  }

  private synchronized void note(String line) {
    try {
      Files.writeString(folder.resolve(RESOURCES), line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write down " + line, e);
    }
  }

  /** Ends all of it, through the companion. Idempotent. */
  @Override
  public void close() {
    try {
      companion.getOutputStream().close();
      var unused = companion.waitFor();
      Files.deleteIfExists(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends what earlier runs left whose own process is gone; returns their names. */
  public static List<String> cleanAll() {
    List<String> cleaned = new ArrayList<>();
    if (!Files.isDirectory(root())) {
      return cleaned;
    }
    try (Stream<Path> runs = Files.list(root())) {
      Path script = writeScript();
      for (Path run : runs.filter(Files::isDirectory).sorted().toList()) {
        if (!ownerLives(run)) {
          Shell.run("sh", script.toString(), run.toString());
          cleaned.add(run.getFileName().toString());
        }
      }
      Files.deleteIfExists(script);
      return cleaned;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean " + root(), e);
    }
  }

  private static boolean ownerLives(Path run) throws IOException {
    Path owner = run.resolve(OWNER);
    if (Files.notExists(owner)) {
      return false;
    }
    String[] words = Files.readString(owner).strip().split(" ", 2);
    return words.length == 2
        && startOf(Long.parseLong(words[0])).filter(words[1]::equals).isPresent();
  }

  /** When a process started, in the kernel's own count; empty if there is none of that id. */
  static Optional<String> startOf(long pid) {
    return ProcessFile.stat(pid).map(words -> words.get(ProcessFile.START));
  }

  private static Path root() {
    return Path.of(System.getProperty("java.io.tmpdir"), "incumbent-faults");
  }

  private static Path writeScript() throws IOException {
    Path script = Files.createTempFile("incumbent-faults-", ".sh");
    try (InputStream in = Registry.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IOException("the resource " + SCRIPT + " is missing");
      }
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return script;
  }
}
