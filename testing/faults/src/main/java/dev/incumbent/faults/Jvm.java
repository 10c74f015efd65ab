package dev.incumbent.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program starts others like itself: the same Java, the same class path. */
record Jvm(String classPath) {
  /** Where the launcher says that the archive of the jar's classes is. */
  private static final String ARCHIVE_PROPERTY = "incumbent.archive";

  static Jvm ofThisProcess() {
    return new Jvm(System.getProperty("java.class.path"));
  }

  /** The same with an entry before all others. */
  Jvm classPathFirst(Path entry) {
    return new Jvm(entry + System.getProperty("path.separator") + classPath);
  }

  List<String> command(List<String> call) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:SharedArchiveFile=" + System.getProperty(ARCHIVE_PROPERTY, "none"),
                "-cp",
                classPath));
    command.addAll(call);
    return command;
  }
}
