package dev.incumbent.cluster.engine;

import java.util.Objects;

/**
 * One voter of the group.
 *
 * @param nodeId unique in the group
 * @param raftAddress where its peers reach it
 * @param frontAddress where its clients reach it; handed out as the redirect
 */
public record EnginePeer(String nodeId, HostPort raftAddress, HostPort frontAddress) {

  public EnginePeer {
    Objects.requireNonNull(raftAddress, "raftAddress");
    Objects.requireNonNull(frontAddress, "frontAddress");
    if (nodeId.isEmpty()) {
      throw new IllegalArgumentException("node id \"\": allowed are 1 character and more");
    }
  }

  /**
   * A host name or address and a port, written {@code host:port} ({@code [host]:port} for IPv6).
   */
  public record HostPort(String host, int port) {

    public HostPort {
      if (host.isEmpty()) {
        throw new IllegalArgumentException("host \"\": allowed are a name and an address");
      }
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port " + port + ": allowed are 1 to 65535");
      }
    }

    @Override
    public String toString() {
      return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
  }
}
