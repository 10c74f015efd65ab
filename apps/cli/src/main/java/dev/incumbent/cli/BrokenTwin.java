package dev.incumbent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * A class that processes can be started with a broken twin of. The twins are in a jar that is built
 * in a checkout and shipped nowhere; the launcher puts it last on the class path, so that this
 * process itself never uses one.
 *
 * @param file its class file
 */
public record BrokenTwin(String file) {
  /**
   * Returns if the broken twin is on the class path.
   *
   * @param asked the word after {@code --break}
   * @throws CommandFailedException if not, as bad input
   */
  public void requirePresent(String asked) {
    if (twins().size() < 2) {
      throw CommandFailedException.badInput(
          "--break "
              + asked
              + " is refused: this jar ships nothing that is broken; allowed in a checkout, by ./incumbent");
    }
  }

  /** Writes the broken twin below {@code folder}; returns the class path entry that has it. */
  public Path extractTo(Path folder) {
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
      return Collections.list(BrokenTwin.class.getClassLoader().getResources(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class path", e);
    }
  }
}
