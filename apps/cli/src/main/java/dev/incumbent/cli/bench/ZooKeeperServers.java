package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three ZooKeeper JVMs on loopback. */
final class ZooKeeperServers implements PeerServers {
  private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
  private static final String MODE = "Mode: ";
  private static final int TIMEOUT_MILLIS = 2_000;

  private final Children children;
  private final Path folder;
  private final Path jar;
  private final List<String> settings;
  private final List<String> vm;
  private final List<Integer> ports = Children.freePorts(3 * OurSide.SERVERS);
  private final TreeMap<Integer, Child> running = new TreeMap<>();

  ZooKeeperServers(
      Children children, Path folder, Path jar, List<String> settings, List<String> vm) {
    this.settings = settings;
    this.children = children;
    this.folder = folder;
    this.jar = jar;
    this.vm = vm;
  }

  @Override
  public void start() throws InterruptedException {
    for (int i = 0; i < OurSide.SERVERS; i++) {
      configure(i);
      start(i);
    }
    for (int i = 0; i < OurSide.SERVERS; i++) {
      int server = i;
      Ensemble.await(children, process(i), () -> serves(server));
    }
  }

  @Override
  public long restartNanos(int server) throws InterruptedException {
    Ensemble.end(process(server));
    long begin = System.nanoTime();
    start(server);
    Ensemble.await(children, process(server), () -> serves(server));
    return System.nanoTime() - begin;
  }

  private void start(int server) {
    List<String> call = List.of(MAIN, file(server).toString());
    running.put(server, children.javaOn(jar, name(server), vm, call, line -> {}));
  }

  @Override
  public Child process(int server) {
    Child child = running.get(server);
    if (child == null) {
      throw new IllegalArgumentException(name(server) + " was never started");
    }
    return child;
  }

  @Override
  public int awaitLeader() throws InterruptedException {
    return Ensemble.awaitLeader(
        OurSide.SERVERS, server -> tells(server, MODE).equals(Optional.of("leader")));
  }

  @Override
  public void restart(int server) throws InterruptedException {
    long transaction = transaction(awaitLeader());
    start(server);
    Ensemble.await(
        children, process(server), () -> serves(server) && transaction(server) >= transaction);
  }

  private void configure(int server) {
    try {
      Path data = Files.createDirectories(folder.resolve(name(server)));
      Files.writeString(data.resolve("myid"), Integer.toString(server + 1));
      List<String> lines = new ArrayList<>(settings);
      lines.add("dataDir=" + data);
      lines.add("clientPort=" + ports.get(server));
      lines.add("clientPortAddress=127.0.0.1");
      lines.add("admin.enableServer=false");
      for (int i = 0; i < OurSide.SERVERS; i++) {
        int quorum = ports.get(OurSide.SERVERS + i);
        int election = ports.get(2 * OurSide.SERVERS + i);
        lines.add("server." + (i + 1) + "=127.0.0.1:" + quorum + ":" + election);
      }
      Files.write(file(server), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the configuration of " + name(server), e);
    }
  }

  @Override
  public String endpoints() {
    return IntStream.range(0, OurSide.SERVERS)
        .mapToObj(i -> "127.0.0.1:" + ports.get(i))
        .collect(Collectors.joining(","));
  }

  private Path file(int server) {
    return folder.resolve(name(server) + ".cfg");
  }

  private static String name(int server) {
    return "zookeeper-" + (server + 1);
  }

  /** The last transaction of which a server knows; −1 if it does not answer. */
  private long transaction(int server) {
    return tells(server, "Zxid: 0x").map(hex -> Long.parseUnsignedLong(hex, 16)).orElse(-1L);
  }

  /** It tells its mode only when it has one. */
  private boolean serves(int server) {
    return tells(server, MODE).isPresent();
  }

  /** What a server says behind that word. */
  private Optional<String> tells(int server, String word) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(server)),
          TIMEOUT_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(word))
          .map(line -> line.substring(word.length()))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
