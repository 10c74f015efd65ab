package dev.incumbent.cluster.node;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Refusals;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.RejectedException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Where a node may listen until there is transport security: at loopback, and only if asked to also
 * at one private address.
 *
 * <p>A wildcard is refused always: the peers must be told one address, and it would be served at
 * addresses that nobody looked at.
 */
final class ListenPolicy {
  private static final String PRIVATE =
      "10/8, 172.16/12, 192.168/16, 169.254/16, fc00::/7, fe80::/10";

  private final boolean insecureNetwork;

  ListenPolicy(boolean insecureNetwork) {
    this.insecureNetwork = insecureNetwork;
  }

  /**
   * Checks an address that is to be listened at.
   *
   * @return whether it is beyond loopback
   * @throws RejectedException if it is refused
   */
  boolean requireAllowed(Address listen) {
    boolean beyond = false;
    for (InetAddress address : resolve(listen)) {
      if (address.isAnyLocalAddress()) {
        throw refusal(listen, "is a wildcard", "one address of this machine (--listen)");
      }
      if (!address.isLoopbackAddress()) {
        requirePrivate(listen, address);
        beyond = true;
      }
    }
    return beyond;
  }

  /**
   * Checks that nobody listens where Raft is going to, while the node can still be refused before
   * its cluster is formed: the engine is started only after that.
   *
   * @throws RejectedException if the address is in use or not of this machine
   */
  static void requireFree(Address raft) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(raft.host(), raft.port()));
    } catch (IOException e) {
      throw Refusals.refusal(
          "cannot listen at " + raft + " for Raft: " + e.getMessage(),
          raft.toString(),
          "stop what listens there, or name another port of this machine (--raft-port)");
    }
  }

  private void requirePrivate(Address listen, InetAddress address) {
    if (!isPrivate(address)) {
      throw refusal(
          listen,
          "is not private, and there is no transport security yet",
          "loopback, or with --insecure-network one of " + PRIVATE);
    }
    if (!insecureNetwork) {
      throw refusal(
          listen,
          "is beyond loopback, and there is no transport security yet",
          "loopback, or --insecure-network on a network where everybody may be served");
    }
  }

  private static InetAddress[] resolve(Address listen) {
    try {
      return InetAddress.getAllByName(listen.host());
    } catch (UnknownHostException e) {
      throw refusal(listen, "is of an unknown host", "an address of this machine (--listen)");
    }
  }

  static boolean isPrivate(InetAddress address) {
    boolean uniqueLocal =
        address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    boolean siteLocal = !(address instanceof Inet6Address) && address.isSiteLocalAddress();
    return uniqueLocal || siteLocal || address.isLinkLocalAddress();
  }

  private static RuntimeException refusal(Address listen, String why, String allowed) {
    String message = "listen address " + listen + " " + why + ": allowed " + allowed;
    return new RejectedException(
        new Failure(FailureCode.REJECTED, message, listen.toString(), allowed));
  }
}
