package dev.incumbent.faults.lab;

import java.nio.file.Path;

/** Whole folders: put aside, copied, made anew. */
public final class Folders {
  private Folders() {}

  /** Gives it another name in the same file system. */
  public static void move(Path from, Path to) {
    Shell.run("mv", "-T", from.toString(), to.toString());
  }

  /** Copies what it holds to a folder that is new or empty. */
  public static void copy(Path from, Path to) {
    Shell.run("cp", "-aT", "--sparse=never", from.toString(), to.toString());
  }

  /** Makes an empty one. */
  public static void make(Path folder) {
    Shell.run("mkdir", folder.toString());
  }

  /** Deletes it with what it holds; nothing happens if it is gone. */
  public static void delete(Path folder) {
    Shell.run("rm", "-rf", folder.toString());
  }

  /** What it takes on its disk. */
  static long kilobytes(Path folder) {
    return Long.parseLong(Shell.run("du", "-sk", folder.toString()).split("\t", 2)[0]);
  }
}
