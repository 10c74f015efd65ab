package dev.incumbent.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The child processes of this one: JVMs with the class path of this JVM, each ending with it at the
 * latest.
 *
 * <p>Threads: safe.
 */
public final class Children implements AutoCloseable {
  /**
   * Where the launcher says that the archive of the jar's classes is: it halves a child's start.
   */
  private static final String ARCHIVE_PROPERTY = "incumbent.archive";

  private static final List<String> VM_OPTIONS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          // A JVM that cannot use the archive goes on without a word.
          "-Xshare:auto",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final Watchdog watchdog = new Watchdog();
  private final List<Child> started = new CopyOnWriteArrayList<>();
  private final Path folder;
  private final Consumer<Child> onStart;
  private String classPath = System.getProperty("java.class.path");

  /** No children yet; the stderr of each goes to a file of its name in {@code folder}. */
  public Children(Path folder) {
    this(folder, child -> {});
  }

  /**
   * As {@link #Children(Path)}.
   *
   * @param onStart is handed each child that was started
   */
  public Children(Path folder, Consumer<Child> onStart) {
    this.folder = folder;
    this.onStart = onStart;
  }

  /**
   * Puts an entry before all others in the class path of the children that are started from now on.
   */
  public synchronized void classPathFirst(Path entry) {
    classPath = entry + System.getProperty("path.separator") + classPath;
  }

  /**
   * Starts a JVM.
   *
   * @param name of the process, and of its log file
   * @param options of the JVM
   * @param call the main class and its arguments
   * @param lines is handed each line of its stdout
   */
  public Child java(String name, List<String> options, List<String> call, Consumer<String> lines) {
    return java(UnaryOperator.identity(), name, options, call, lines);
  }

  /**
   * As {@link #java(String, List, List, Consumer)}.
   *
   * @param inside makes a command one that runs elsewhere, with the process id that it starts with
   */
  Child java(
      UnaryOperator<List<String>> inside,
      String name,
      List<String> options,
      List<String> call,
      Consumer<String> lines) {
    List<String> command = javaCommand(classPath(), options, call);
    return start(inside.apply(command), name, lines);
  }

  /**
   * Starts a JVM with a class path of its own, and otherwise as {@link #java(String, List, List,
   * Consumer)} does.
   */
  public Child javaOn(
      Path entry, String name, List<String> options, List<String> call, Consumer<String> lines) {
    return start(javaCommand(entry.toString(), options, call), name, lines);
  }

  /** Starts any program; the first word of the command says which. */
  public Child start(List<String> command, String name, Consumer<String> lines) {
    Child child = Child.start(name, command, log(name), watchdog, lines);
    started.add(child);
    onStart.accept(child);
    return child;
  }

  private static List<String> javaCommand(
      String classPath, List<String> options, List<String> call) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(VM_OPTIONS);
    command.add("-XX:SharedArchiveFile=" + System.getProperty(ARCHIVE_PROPERTY, "none"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath));
    command.addAll(call);
    return command;
  }

  private synchronized String classPath() {
    return classPath;
  }

  /** The file that the stderr of the children of that name is appended to. */
  public Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** The last line that the children of that name wrote to stderr, or where they would have. */
  public String lastWords(String name) {
    Path log = log(name);
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "see " + log : lines.get(lines.size() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks every child to end, and ends those that do not within some seconds. */
  @Override
  public void close() {
    List<Child> alive = started.stream().filter(Child::isAlive).toList();
    alive.forEach(c -> c.signal("CONT"));
    alive.forEach(c -> c.signal("TERM"));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Child child : alive) {
        var unused = child.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watchdog.close();
  }

  /** Loopback ports that nobody listens on now, all different. */
  public static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find a free port", e);
    } finally {
      sockets.forEach(Children::closeQuietly);
    }
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was never used: there is nothing to lose.
    }
  }
}
