package dev.incumbent.cluster.node;

import java.nio.file.Path;
import java.util.List;

/** A node in a process of its own: {@code ADDRESS RAFT_PORT FOLDER PEERS}, until its input ends. */
final class NodeProcess {
  private NodeProcess() {}

  public static void main(String[] arguments) throws Exception {
    NodeConfig config =
        NodeConfig.of(arguments[0], Path.of(arguments[2]))
            .raftPort(Integer.parseInt(arguments[1]))
            .peers(List.of(arguments[3].split(",")))
            .bootstrap(true)
            .build();
    try (Node node = Node.start(config)) {
      if (node.awaitReady(TestCluster.BOUND)) {
        System.out.println("ready");
      }
      while (System.in.read() >= 0) {}
    }
  }

  static Process start(NodeConfig config, Path log) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            NodeProcess.class.getName(),
            config.listen().toString(),
            Integer.toString(config.raft().port()),
            config.data().toString(),
            String.join(",", config.peers().stream().map(Object::toString).toList()))
        .redirectError(log.toFile())
        .start();
  }
}
