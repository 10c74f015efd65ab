package dev.incumbent.simulation;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/**
 * The simulation with some lines of one class of the production code undone: that class is compiled
 * anew, and everything runs in a loader of its own. For rules that nothing between the code and its
 * hosts can undo.
 */
final class UndoneLines implements AutoCloseable {
  private static final Path SOURCES = Path.of("..", "..", "core", "src", "main", "java");

  private final URLClassLoader loader;
  private final Method run;

  /**
   * @param type its path below the sources, without its ending
   * @param folder for what is compiled; empty
   * @param changes a line's text and what replaces it, one pair after the other, each found once
   */
  UndoneLines(String type, Path folder, String... changes) throws Exception {
    String source = Files.readString(SOURCES.resolve(type + ".java"));
    for (int i = 0; i < changes.length; i += 2) {
      source = replaced(source, changes[i], changes[i + 1]);
    }
    Path file = folder.resolve(type + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    compile(file, folder);
    loader = new URLClassLoader(urls(folder), ClassLoader.getPlatformClassLoader());
    run = loader.loadClass(Simulation.class.getName()).getMethod("run", long.class);
  }

  private static String replaced(String source, String from, String to) {
    int at = source.indexOf(from);
    if (at < 0 || source.indexOf(from, at + 1) >= 0) {
      throw new IllegalArgumentException("not there once: " + from);
    }
    return source.replace(from, to);
  }

  private static void compile(Path file, Path folder) {
    String classPath = System.getProperty("java.class.path");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, "-d", folder.toString(), file.toString());
    if (failed != 0) {
      throw new IllegalArgumentException(file + " does not compile");
    }
  }

  private static URL[] urls(Path folder) throws IOException {
    List<URL> urls = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (String one : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(one).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  /** What the seed's run violates. */
  Optional<String> violation(long seed) throws ReflectiveOperationException {
    Object done = run.invoke(null, seed);
    Optional<?> violation = (Optional<?>) done.getClass().getMethod("violation").invoke(done);
    return violation.map(it -> ((Exception) it).getMessage());
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
