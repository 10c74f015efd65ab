package dev.incumbent.cli.output;

import dev.incumbent.cli.CommandFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that an answer is also written to, as a page or a picture. */
public final class PageFile {
  private PageFile() {}

  /**
   * Looks whether it can be written, before there is anything to write.
   *
   * @param option that names it
   * @throws CommandFailedException if it cannot, as bad input
   */
  public static void require(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw CommandFailedException.badInput(
          option + " " + file + " is refused: allowed a file in a folder that can be written to");
    }
  }

  public static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
