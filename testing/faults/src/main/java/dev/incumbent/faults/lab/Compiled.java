package dev.incumbent.faults.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** C programs of this module, compiled where they are used. */
final class Compiled {
  private Compiled() {}

  /** The library {@code bend}, which is loaded before all others. */
  static Path bend(Path folder) {
    return compile(folder, "bend", List.of("-shared", "-fPIC"), "-ldl");
  }

  /** The library {@code shadow}, which is loaded before that. */
  static Path shadow(Path folder) {
    return compile(folder, "shadow", List.of("-shared", "-fPIC"), "-ldl");
  }

  /** The program {@code delay}. */
  static Path delay(Path folder) {
    return compile(folder, "delay", List.of(), "-lnetfilter_queue");
  }

  private static Path compile(Path folder, String name, List<String> flags, String library) {
    Path source = folder.resolve(name + ".c");
    Path target = folder.resolve(name);
    if (Files.exists(target)) {
      return target;
    }
    try (InputStream in = Compiled.class.getResourceAsStream(name + ".c")) {
      if (in == null) {
        throw new IOException("the resource " + name + ".c is missing");
      }
      Files.copy(in, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-Werror"));
    command.addAll(flags);
    command.addAll(List.of("-o", target.toString(), source.toString(), library));
    Shell.run(command);
    return target;
  }
}
