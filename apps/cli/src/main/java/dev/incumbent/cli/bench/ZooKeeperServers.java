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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three ZooKeeper JVMs on loopback. */
final class ZooKeeperServers implements Servers {
  private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
  private static final int TIMEOUT_MILLIS = 2_000;

  private final Children children;
  private final Path folder;
  private final Program program;
  private final List<String> settings;
  private final List<Child> servers = new ArrayList<>();
  private final List<Integer> ports = Children.freePorts(3 * OurSide.SERVERS);

  /**
   * What its servers are.
   *
   * @param vm the options of their JVMs
   */
  record Program(Path jar, List<String> vm) {}

  ZooKeeperServers(Children children, Path folder, Program program, List<String> settings) {
    this.settings = settings;
    this.children = children;
    this.folder = folder;
    this.program = program;
  }

  @Override
  public void start() throws InterruptedException {
    for (int i = 0; i < OurSide.SERVERS; i++) {
      List<String> call = List.of(MAIN, configuration(i).toString());
      servers.add(children.javaOn(program.jar(), name(i), program.vm(), call, line -> {}));
    }
    for (int i = 0; i < OurSide.SERVERS; i++) {
      int server = i;
      Ensemble.await(children, servers.get(i), () -> serves(server));
    }
  }

  private Path configuration(int server) {
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
      return Files.write(folder.resolve(name(server) + ".cfg"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the configuration of " + name(server), e);
    }
  }

  @Override
  public List<Child> processes() {
    return List.copyOf(servers);
  }

  @Override
  public String endpoints() {
    return IntStream.range(0, OurSide.SERVERS)
        .mapToObj(i -> "127.0.0.1:" + ports.get(i))
        .collect(Collectors.joining(","));
  }

  private static String name(int server) {
    return "zookeeper-" + (server + 1);
  }

  /** It tells its mode only when it has one. */
  private boolean serves(int server) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(server)),
          TIMEOUT_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.US_ASCII).contains("Mode: ");
    } catch (IOException e) {
      return false;
    }
  }
}
