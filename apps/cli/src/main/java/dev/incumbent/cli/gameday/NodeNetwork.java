package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.faults.lab.Shell;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network stack that a node of the coordinator has for itself: that of this machine, or of one
 * of its network namespaces.
 *
 * @param ip the node's address on it
 * @param iptables the command that filters its packets
 * @param words for people
 */
record NodeNetwork(String ip, List<String> iptables, String words) {
  /** What it takes to cut a node off. */
  static final String NEEDS =
      "partition needs root, and a node with a network stack of its own: real hosts (play it on the"
          + " node's own), or a local cluster of 'incumbent dev --hosts'";

  NodeNetwork {
    iptables = List.copyOf(iptables);
  }

  /** That of a node, apart from all others; or bad input. */
  static NodeNetwork require(String node, List<String> others) {
    if (!Shell.ask(List.of("id", "-u")).text().equals("0")) {
      throw CommandFailedException.badInput(NEEDS + "; this user is not root");
    }
    InetAddress ip = ip(node);
    if (ip.isLoopbackAddress()) {
      throw CommandFailedException.badInput(NEEDS + "; node " + node + " shares its own");
    }
    NodeNetwork network = find(node, ip);
    if (!Shell.ask(network.command("-w", "-n", "-L", "OUTPUT")).ok()) {
      throw CommandFailedException.badInput("partition needs iptables");
    }
    if (others.stream().anyMatch(other -> ip(other).equals(ip))) {
      throw CommandFailedException.badInput(NEEDS + "; another node has the address of " + node);
    }
    return network;
  }

  /** The namespaces of this machine, as far as they have names, that have that address. */
  static List<String> namespacesOf(InetAddress ip) {
    return namespaces().filter(name -> has(name, ip.getHostAddress())).toList();
  }

  private static NodeNetwork find(String node, InetAddress ip) {
    String address = ip.getHostAddress();
    List<String> namespaces = namespacesOf(ip);
    if (namespaces.size() == 1) {
      String name = namespaces.get(0);
      return new NodeNetwork(
          address,
          List.of("ip", "netns", "exec", name, "iptables"),
          "network namespace " + name + " of this machine");
    }
    if (namespaces.isEmpty() && isOfThisMachine(ip)) {
      return new NodeNetwork(address, List.of("iptables"), "this machine");
    }
    throw CommandFailedException.badInput(
        NEEDS + "; node " + node + " is on none that is known for sure to this machine");
  }

  private static Stream<String> namespaces() {
    Shell.Answer answer = Shell.ask(List.of("ip", "netns", "list"));
    return answer.ok()
        ? answer.text().lines().map(line -> line.split(" ", 2)[0]).filter(n -> !n.isBlank())
        : Stream.empty();
  }

  private static boolean has(String namespace, String address) {
    return Shell.ask(List.of("ip", "-n", namespace, "-4", "-o", "addr", "show"))
        .text()
        .contains(" inet " + address + "/");
  }

  private static boolean isOfThisMachine(InetAddress ip) {
    try {
      return NetworkInterface.getByInetAddress(ip) != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** A node's address without its port. */
  static InetAddress ip(String node) {
    try {
      InetAddress ip = InetAddress.getByName(node.substring(0, node.lastIndexOf(':')));
      if (ip instanceof Inet4Address) {
        return ip;
      }
      throw CommandFailedException.badInput(
          "partition: node " + node + " is refused: allowed an IPv4 address");
    } catch (IOException e) {
      throw CommandFailedException.badInput("partition: node " + node + " has no known address");
    }
  }

  private List<String> command(String... arguments) {
    return Stream.concat(iptables.stream(), Stream.of(arguments)).toList();
  }
}
