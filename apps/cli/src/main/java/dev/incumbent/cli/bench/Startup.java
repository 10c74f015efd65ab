package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.TemporaryFolder;
import dev.incumbent.cli.output.Figure;
import java.util.List;

/** New servers on empty folders, again and again; no candidates. */
final class Startup implements Course {
  /** Processes, and a folder that goes with them: servers take space in advance. */
  private record Stand(TemporaryFolder folder, Children children) implements AutoCloseable {
    static Stand make() {
      TemporaryFolder folder = new TemporaryFolder("incumbent-bench-");
      return new Stand(folder, new Children(folder.path()));
    }

    @Override
    public void close() {
      children.close();
      folder.close();
    }
  }

  @Override
  public List<String> take(Turn turn) throws InterruptedException {
    Figure uncounted = Figure.millis();
    for (int i = 0; i < turn.uncounted() + turn.runs(); i++) {
      start(turn, i < turn.uncounted() ? uncounted : turn.figure());
    }
    return List.of();
  }

  private static void start(Turn turn, Figure figure) throws InterruptedException {
    try (Stand stand = Stand.make()) {
      turn.opened().accept(stand::close);
      Servers servers = turn.side().servers(stand.children(), stand.folder().path());
      long begin = System.nanoTime();
      servers.start();
      figure.addNanos(System.nanoTime() - begin);
    }
  }
}
