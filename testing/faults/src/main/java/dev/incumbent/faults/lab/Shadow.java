package dev.incumbent.faults.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What of a folder would survive a power loss: beside it, a library that is loaded into the process
 * keeps what that has synced, contents and names ({@code shadow.c}).
 *
 * <p>Threads: for use by one.
 */
public final class Shadow {
  private final Path data;
  private final Path kept;
  private final Path library;

  /**
   * What a power loss did to a folder.
   *
   * @param files how many files it holds now
   * @param changed how many files or folders it lost, or that went back
   */
  public record Loss(long files, long changed) {}

  private Shadow(Path data, Path kept, Path library) {
    this.data = data;
    this.kept = kept;
    this.library = library;
  }

  /** Of a folder that nobody uses yet: what it holds counts as synced. */
  public static Shadow of(Path data, Host host) {
    return of(data, host.registry().folder());
  }

  static Shadow of(Path data, Path programs) {
    Path kept = data.resolveSibling(data.getFileName() + ".shadow");
    Folders.make(kept);
    return new Shadow(data, kept, Compiled.shadow(programs));
  }

  /** What is to be loaded into the one process that uses the folder. */
  public Path library() {
    return library;
  }

  /** What that process is to be started with. */
  public Map<String, String> environment() {
    return Map.of("INCUMBENT_DATA", data.toString(), "INCUMBENT_SHADOW", kept.toString());
  }

  /** Puts the folder back to what was synced, after its process was killed. */
  public Loss lose() {
    Path before = data.resolveSibling(data.getFileName() + ".before");
    Folders.move(data, before);
    Shell.run("cp", "-rL", kept.resolve("root").toString(), data.toString());
    long files = Shell.run("find", data.toString(), "-type", "f").lines().count();
    Shell.Answer differences =
        Shell.ask(List.of("diff", "-rq", before.toString(), data.toString()));
    Folders.delete(before);
    Folders.delete(kept);
    return new Loss(files, differences.text().lines().count());
  }
}
