package dev.incumbent.cluster.folder;

import java.nio.file.Path;

/** A process of its own that tries to open a data folder, says what came of it, and waits. */
final class FolderHolder {
  static final String HOLDS = "holds";

  private FolderHolder() {}

  public static void main(String[] arguments) throws Exception {
    try (DataFolder folder = DataFolder.open(Path.of(arguments[0]), System::nanoTime)) {
      System.out.println(HOLDS + " " + folder.identity().node());
      while (System.in.read() >= 0) {}
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    }
  }
}
