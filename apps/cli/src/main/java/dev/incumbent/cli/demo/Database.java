package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The H2 server that keeps the demo's ledger; what it has committed outlives its process.
 *
 * <p>Threads: for use by one.
 */
final class Database {
  /**
   * Where H2 listens; without it, it asks for the machine's own name, which may resolve to nothing.
   */
  static final String BIND_ADDRESS = "h2.bindAddress";

  static final String LOOPBACK = "127.0.0.1";

  private final Children children;
  private final List<String> vmOptions;
  private final Path folder;
  private final int port;
  private Optional<Child> server = Optional.empty();

  Database(Children children, List<String> vmOptions, Path folder, int port) {
    this.children = children;
    this.vmOptions = new ArrayList<>(vmOptions);
    this.vmOptions.add("-D" + BIND_ADDRESS + "=" + LOOPBACK);
    this.folder = folder;
    this.port = port;
  }

  /** Returns once it listens. */
  void start() throws InterruptedException {
    CountDownLatch listening = new CountDownLatch(1);
    List<String> call =
        List.of(
            "org.h2.tools.Server",
            "-tcp",
            "-tcpPort",
            Integer.toString(port),
            "-baseDir",
            folder.toString(),
            "-ifNotExists");
    server = Optional.of(children.java("database", vmOptions, call, line -> listening.countDown()));
    if (!listening.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "the database did not start: see " + children.log("database"));
    }
  }

  /** Stops it in good order. */
  void stop() throws InterruptedException {
    Child running = server.orElseThrow();
    running.signal("TERM");
    if (!running.awaitEnd(Scene.PATIENCE)) {
      throw new IllegalStateException("the database did not stop");
    }
  }

  boolean isAlive() {
    return server.filter(Child::isAlive).isPresent();
  }

  String url() {
    return "jdbc:h2:tcp://127.0.0.1:" + port + "/./demo;WRITE_DELAY=0;LOCK_TIMEOUT=100";
  }
}
