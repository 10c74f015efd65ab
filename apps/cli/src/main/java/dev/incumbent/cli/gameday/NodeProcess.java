package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The process on this machine that listens on a coordinator node's address: it is found by the
 * socket, not by its name.
 */
final class NodeProcess {
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  private NodeProcess() {}

  /** It, or bad input. */
  static ProcessEntry require(String address) {
    int colon = address.lastIndexOf(':');
    requireHere(address, address.substring(0, Math.max(0, colon)));
    java.util.Set<String> sockets = sockets(Integer.parseInt(address.substring(colon + 1)));
    List<ProcessEntry> found =
        ProcessEntry.all().stream()
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

  private static void requireHere(String address, String host) {
    try {
      InetAddress ip = InetAddress.getByName(host);
      if (!ip.isLoopbackAddress() && NetworkInterface.getByInetAddress(ip) == null) {
        throw CommandFailedException.badInput(
            "no process is touched: node " + address + " runs on another machine");
      }
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "no process is touched: node " + address + " has no address that is known here");
    }
  }

  /** What links to a socket that listens on that port look like. */
  private static java.util.Set<String> sockets(int port) {
    TreeSet<String> sockets = new TreeSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : lines(Path.of(table))) {
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
