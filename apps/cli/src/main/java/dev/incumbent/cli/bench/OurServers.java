package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.LocalCluster;
import java.nio.file.Path;
import java.util.List;

/** Three {@code server} processes on loopback. */
final class OurServers implements Servers {
  private final LocalCluster cluster;

  /**
   * @param vm the options of their JVMs
   */
  OurServers(Children children, Path folder, List<String> vm) {
    List<Integer> ports = Children.freePorts(2 * OurSide.SERVERS);
    this.cluster =
        new LocalCluster(
            children,
            vm,
            ports.subList(0, OurSide.SERVERS),
            ports.subList(OurSide.SERVERS, 2 * OurSide.SERVERS),
            folder);
  }

  @Override
  public void start() throws InterruptedException {
    cluster.startAll();
  }

  @Override
  public long restartNanos(int server) throws InterruptedException {
    Ensemble.end(cluster.process(server));
    long begin = System.nanoTime();
    cluster.startAndAwait(server);
    return System.nanoTime() - begin;
  }

  /** Starts one again that was killed, on the data that it had; returns when it serves. */
  void startAgain(int server) throws InterruptedException {
    cluster.startAndAwait(server);
  }

  Child process(int server) {
    return cluster.process(server);
  }

  List<String> addresses() {
    return cluster.addresses();
  }

  @Override
  public String endpoints() {
    return cluster.uri();
  }
}
