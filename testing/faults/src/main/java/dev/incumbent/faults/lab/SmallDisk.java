package dev.incumbent.faults.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of its own below a folder, in memory, with little more room than the folder takes.
 *
 * <p>Threads: for use by one.
 */
public final class SmallDisk {
  /** Enough for a node to start: it begins a segment of its log, of 4 MB. */
  private static final long ROOM_KILOBYTES = 8_192;

  private static final String FILLER = "filler";

  private final Path folder;
  private final Path aside;

  private SmallDisk(Path folder, Path aside) {
    this.folder = folder;
    this.aside = aside;
  }

  /** Puts one below a folder that nobody uses. */
  public static SmallDisk below(Path folder, Host host) {
    Path aside = folder.resolveSibling(folder.getFileName() + ".aside");
    Folders.move(folder, aside);
    Folders.make(folder);
    host.registry().mount(folder);
    long size = Folders.kilobytes(aside) + ROOM_KILOBYTES;
    Shell.run("mount", "-t", "tmpfs", "-o", "size=" + size + "k", "tmpfs", folder.toString());
    Folders.copy(aside, folder);
    return new SmallDisk(folder, aside);
  }

  /** Writes until nothing fits any more; returns what the system said then. */
  public String fill() {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(folder.resolve(FILLER))) {
      for (long written = 0; written <= 2 * ROOM_KILOBYTES * 1024; written += block.length) {
        out.write(block);
      }
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Takes it away from a folder that nobody uses any more; the folder keeps what it holds. */
  public void remove() {
    Folders.delete(folder.resolve(FILLER));
    Folders.delete(aside);
    Folders.copy(folder, aside);
    Shell.run("umount", folder.toString());
    Folders.delete(folder);
    Folders.move(aside, folder);
  }
}
