package dev.incumbent.cli.gameday;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a node off from others, in both directions, and sees to it that it does not stay so: a small
 * shell makes the rules, in a chain of the game day's own, and takes them away once this process
 * wants it, or is gone, however it went.
 *
 * <p>NOT guaranteed: anything if the shell is killed too; the chain's name then says whose it is.
 * Threads: safe.
 */
final class Cutter implements AutoCloseable {
  private static final String DONE = "cut";
  private static final String SCRIPT =
      """
      chain=$1 others=$2
      shift 2
      trap '' INT TERM HUP PIPE
      begin() {
        "$@" -w -N "$chain" || return 1
        for other in $others; do
          "$@" -w -A "$chain" -s "$other" -j DROP && "$@" -w -A "$chain" -d "$other" -j DROP || return 1
        done
        "$@" -w -I INPUT -j "$chain" && "$@" -w -I OUTPUT -j "$chain"
      }
      if begin "$@"; then
        echo cut
        while read -r unused; do :; done
        "$@" -w -L "$chain" -v -x -n
      fi
      "$@" -w -D INPUT -j "$chain"
      "$@" -w -D OUTPUT -j "$chain"
      "$@" -w -F "$chain"
      "$@" -w -X "$chain"
      """;

  private final String chain;
  private @Nullable Process shell;
  private @Nullable BufferedReader told;

  /** Cuts nothing yet. */
  Cutter(String chain) {
    this.chain = chain;
  }

  /** Drops what the node's network sends to these addresses, and what they send to it. */
  synchronized void cut(NodeNetwork node, List<InetAddress> others) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh", chain));
    command.add(others.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" ")));
    command.addAll(node.iptables());
    try {
      Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
      shell = started;
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
      told = lines;
      String first = lines.readLine();
      if (!DONE.equals(first)) {
        throw new IllegalStateException("nothing could be cut on " + node.words() + ": " + first);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start /bin/sh, which filters packets", e);
    }
  }

  /**
   * Takes the cut away.
   *
   * @return how many packets were dropped; empty if nothing was cut
   * @throws IllegalStateException if rules may be left
   */
  synchronized OptionalLong heal() {
    Process cutting = shell;
    BufferedReader lines = told;
    if (cutting == null || lines == null) {
      return OptionalLong.empty();
    }
    shell = null;
    try {
      cutting.getOutputStream().close();
      long dropped = lines.lines().mapToLong(Cutter::dropped).sum();
      if (cutting.onExit().join().exitValue() != 0) {
        throw new IllegalStateException("look for rules that are left: iptables -S " + chain);
      }
      return OptionalLong.of(dropped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many packets a line of the list of rules tells of; 0 of any other line. */
  static long dropped(String line) {
    String[] words = line.strip().split("\\s+", -1);
    return words.length > 3 && words[2].equals("DROP") ? Long.parseLong(words[0]) : 0;
  }

  /** Takes away what is cut still. Idempotent. */
  @Override
  public void close() {
    var unused = heal();
  }
}
