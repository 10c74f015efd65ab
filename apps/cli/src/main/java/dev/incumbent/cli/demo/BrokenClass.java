package dev.incumbent.cli.demo;

import dev.incumbent.cli.CommandFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A class that the demo's processes can be started with a broken twin of. The twins are in a jar
 * that is built in a checkout and shipped nowhere; the launcher puts it last on the class path, so
 * that this process itself never uses one.
 */
enum BrokenClass {
  /** Both storages skip the check. */
  FENCE("dev/incumbent/fencing/FenceRule.class", false),
  /** The counter starts again at 1 with the process: used from the restart of everything on. */
  TOKEN("dev/incumbent/coordinator/GrantNumbers.class", true),
  /** The candidate releases before its work has returned. */
  RELEASE("dev/incumbent/client/InFlight.class", false);

  private final String file;
  private final boolean onlyAfterRestart;

  BrokenClass(String file, boolean onlyAfterRestart) {
    this.file = file;
    this.onlyAfterRestart = onlyAfterRestart;
  }

  boolean onlyAfterRestart() {
    return onlyAfterRestart;
  }

  /**
   * Returns if the broken twin is on the class path.
   *
   * @throws CommandFailedException if not, as bad input
   */
  void requirePresent() {
    if (twins().size() < 2) {
      throw CommandFailedException.badInput(
          "--break "
              + name().toLowerCase(Locale.ROOT)
              + " is refused: this jar ships nothing that is broken; allowed in a checkout, by ./incumbent");
    }
  }

  /** Writes the broken twin below {@code folder}; returns the class path entry that has it. */
  Path extractTo(Path folder) {
    List<URL> twins = twins();
    Path entry = folder.resolve("broken");
    Path target = entry.resolve(file);
    try (InputStream twin = twins.get(twins.size() - 1).openStream()) {
      Files.createDirectories(target.getParent());
      Files.copy(twin, target);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
    return entry;
  }

  /** The class in class path order: the real one first. */
  private List<URL> twins() {
    try {
      return Collections.list(BrokenClass.class.getClassLoader().getResources(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class path", e);
    }
  }
}
