package dev.incumbent.cli.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three etcd processes on loopback. */
final class EtcdServers implements PeerServers {
  private static final int TIMEOUT_MILLIS = 2_000;

  private final Children children;
  private final Path folder;
  private final List<String> options;
  private final List<Integer> ports = Children.freePorts(2 * OurSide.SERVERS);
  private final TreeMap<Integer, Child> running = new TreeMap<>();

  EtcdServers(Children children, Path folder, List<String> options) {
    this.options = options;
    this.children = children;
    this.folder = folder;
  }

  @Override
  public void start() throws InterruptedException {
    for (int i = 0; i < OurSide.SERVERS; i++) {
      start(i);
    }
    for (int i = 0; i < OurSide.SERVERS; i++) {
      int server = i;
      Ensemble.await(children, process(i), () -> isHealthy(server));
    }
  }

  @Override
  public long restartNanos(int server) throws InterruptedException {
    Ensemble.end(process(server));
    long begin = System.nanoTime();
    start(server);
    Ensemble.await(children, process(server), () -> isHealthy(server));
    return System.nanoTime() - begin;
  }

  private void start(int server) {
    running.put(server, children.start(command(server), name(server), line -> {}));
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
    return Ensemble.awaitLeader(OurSide.SERVERS, this::leads);
  }

  @Override
  public void restart(int server) throws InterruptedException {
    long index = index(awaitLeader(), "raftIndex");
    start(server);
    Ensemble.await(children, process(server), () -> index(server, "raftAppliedIndex") >= index);
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
    return ask(server, "/health", "").map(answer -> answer.contains("\"true\"")).orElse(false);
  }

  private boolean leads(int server) {
    return status(server)
        .filter(status -> status.has("leader"))
        .map(
            status ->
                status.get("leader").equals(status.getAsJsonObject("header").get("member_id")))
        .orElse(false);
  }

  /** A log index that a server tells; −1 if it does not answer. */
  private long index(int server, String name) {
    return status(server)
        .filter(status -> status.has(name))
        .map(status -> status.get(name).getAsLong())
        .orElse(-1L);
  }

  /** What a server says of itself and of who leads. */
  private Optional<JsonObject> status(int server) {
    return ask(server, "/v3/maintenance/status", "{}")
        .map(answer -> JsonParser.parseString(answer).getAsJsonObject());
  }

  /** What it answers, if it does; asked by POST if there is anything to post. */
  private Optional<String> ask(int server, String path, String posted) {
    try {
      URLConnection asked = URI.create(clientUrl(server) + path).toURL().openConnection();
      asked.setConnectTimeout(TIMEOUT_MILLIS);
      asked.setReadTimeout(TIMEOUT_MILLIS);
      if (!posted.isEmpty()) {
        asked.setDoOutput(true);
        asked.getOutputStream().write(posted.getBytes(StandardCharsets.UTF_8));
      }
      try (InputStream answer = asked.getInputStream()) {
        return Optional.of(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
