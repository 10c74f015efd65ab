package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three etcd processes on loopback. */
final class EtcdServers implements Servers {
  private static final int TIMEOUT_MILLIS = 2_000;

  private final Children children;
  private final Path folder;
  private final List<String> options;
  private final List<Child> servers = new ArrayList<>();
  private final List<Integer> ports = Children.freePorts(2 * OurSide.SERVERS);

  EtcdServers(Children children, Path folder, List<String> options) {
    this.options = options;
    this.children = children;
    this.folder = folder;
  }

  @Override
  public void start() throws InterruptedException {
    for (int i = 0; i < OurSide.SERVERS; i++) {
      servers.add(children.start(command(i), name(i), line -> {}));
    }
    for (int i = 0; i < OurSide.SERVERS; i++) {
      int server = i;
      Ensemble.await(children, servers.get(i), () -> isHealthy(server));
    }
  }

  private List<String> command(int server) {
    String cluster =
        IntStream.range(0, OurSide.SERVERS)
            .mapToObj(i -> name(i) + "=" + peerUrl(i))
            .collect(Collectors.joining(","));
    List<String> command = new ArrayList<>(List.of("etcd"));
    command.addAll(options);
    command.addAll(
        List.of(
            "--name=" + name(server),
            "--data-dir=" + folder.resolve(name(server)),
            "--listen-client-urls=" + clientUrl(server),
            "--advertise-client-urls=" + clientUrl(server),
            "--listen-peer-urls=" + peerUrl(server),
            "--initial-advertise-peer-urls=" + peerUrl(server),
            "--initial-cluster=" + cluster,
            "--initial-cluster-state=new"));
    return command;
  }

  @Override
  public List<Child> processes() {
    return List.copyOf(servers);
  }

  @Override
  public String endpoints() {
    return IntStream.range(0, OurSide.SERVERS)
        .mapToObj(this::clientUrl)
        .collect(Collectors.joining(","));
  }

  private static String name(int server) {
    return "etcd-" + (server + 1);
  }

  private String clientUrl(int server) {
    return "http://127.0.0.1:" + ports.get(server);
  }

  private String peerUrl(int server) {
    return "http://127.0.0.1:" + ports.get(OurSide.SERVERS + server);
  }

  /** It answers so only while it sees a leader. */
  private boolean isHealthy(int server) {
    try {
      URLConnection health = URI.create(clientUrl(server) + "/health").toURL().openConnection();
      health.setConnectTimeout(TIMEOUT_MILLIS);
      health.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream answer = health.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8).contains("\"true\"");
      }
    } catch (IOException e) {
      return false;
    }
  }
}
