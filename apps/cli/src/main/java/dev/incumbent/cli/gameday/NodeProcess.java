package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.faults.lab.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The process on this machine that listens on a coordinator node's address: it is found by the
 * socket, not by its name.
 */
final class NodeProcess {
  private static final Path PROC = Path.of("/proc");
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  private NodeProcess() {}

  /** Where to look: the processes, and the tables of the sockets that they may have. */
  private record Place(List<ProcessEntry> processes, Path tables) {}

  /** It, or bad input. */
  static ProcessEntry require(String address) {
    int colon = address.lastIndexOf(':');
    Place place = place(address, address.substring(0, Math.max(0, colon)));
    Set<String> sockets = sockets(place.tables(), Integer.parseInt(address.substring(colon + 1)));
    List<ProcessEntry> found =
        place.processes().stream()
            .filter(entry -> entry.openFiles().stream().anyMatch(sockets::contains))
            .toList();
    if (found.size() != 1) {
      throw CommandFailedException.badInput(
          "no process is touched: "
              + found.size()
              + " processes of this machine, as far as this user can see, listen on "
              + address
              + ": allowed 1");
    }
    return found.get(0);
  }

  private static Place place(String address, String host) {
    try {
      InetAddress ip = InetAddress.getByName(host);
      if (ip.isLoopbackAddress() || NetworkInterface.getByInetAddress(ip) != null) {
        return new Place(ProcessEntry.all(), PROC.resolve("net"));
      }
      return inNamespace(ip)
          .orElseThrow(
              () ->
                  CommandFailedException.badInput(
                      "no process is touched: node "
                          + address
                          + " runs on another machine, or in a network namespace that this user"
                          + " may not look into (root may)"));
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "no process is touched: node " + address + " has no address that is known here");
    }
  }

  /** The one namespace of this machine that has the address, as {@code dev --hosts} makes them. */
  private static Optional<Place> inNamespace(InetAddress ip) {
    List<String> namespaces = NodeNetwork.namespacesOf(ip);
    if (namespaces.size() != 1) {
      return Optional.empty();
    }
    List<ProcessEntry> processes =
        Shell.ask(List.of("ip", "netns", "pids", namespaces.get(0)))
            .text()
            .lines()
            .flatMap(pid -> ProcessEntry.find(Long.parseLong(pid.strip())).stream())
            .toList();
    return processes.stream()
        .findFirst()
        .map(any -> new Place(processes, PROC.resolve(any.pid() + "/net")));
  }

  /** What links to a socket that listens on that port look like. */
  private static Set<String> sockets(Path tables, int port) {
    TreeSet<String> sockets = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : lines(tables.resolve(table))) {
        String[] words = line.trim().split("\\s+", -1);
        if (words.length > INODE
            && words[STATE].equals(LISTENING)
            && words[LOCAL_ADDRESS].endsWith(String.format(Locale.ROOT, ":%04X", port))) {
          sockets.add("socket:[" + words[INODE] + "]");
        }
      }
    }
    return sockets;
  }

  private static List<String> lines(Path table) {
    try {
      return Files.exists(table) ? Files.readAllLines(table) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
