package dev.incumbent.cluster.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The URI of a cluster: {@code incumbent://HOST[:PORT][,HOST[:PORT]]…[?wall-clock=ignored]}.
 *
 * <p>In a list, the brackets of an IPv6 address are written {@code %5B} and {@code %5D}: the syntax
 * of URIs allows them plain only around a single host.
 */
final class ClusterUri {
  static final String SCHEME = "incumbent";
  static final int DEFAULT_PORT = 7480;

  private static final String FORM =
      "allowed incumbent://HOST[:PORT][,HOST[:PORT]]…[?wall-clock=watched|ignored]";
  private static final int MAX_PORT = 65_535;

  private ClusterUri() {}

  /** The front addresses that it names, in its order, without repeats. */
  static List<String> addresses(URI uri) {
    String path = uri.getPath();
    if (uri.getAuthority() == null || !(path == null || path.isEmpty() || path.equals("/"))) {
      throw malformed(uri, "it names no nodes, or a path");
    }
    LinkedHashSet<String> addresses = new LinkedHashSet<>();
    for (String part : uri.getAuthority().split(",", -1)) {
      try {
        addresses.add(requireAddress(withPort(part)));
      } catch (IllegalArgumentException e) {
        throw malformed(uri, String.valueOf(e.getMessage()));
      }
    }
    return new ArrayList<>(addresses);
  }

  /** Whether a jump of the wall clock counts as expiry (S-7). */
  static boolean watchesWallClock(URI uri) {
    String query = uri.getQuery();
    if (query == null || query.equals("wall-clock=watched")) {
      return true;
    }
    if (query.equals("wall-clock=ignored")) {
      return false;
    }
    throw malformed(uri, "its query is '" + query + "'");
  }

  /**
   * Returns the address if it is of the form host:port.
   *
   * @throws IllegalArgumentException naming it
   */
  static String requireAddress(String address) {
    int colon = address.lastIndexOf(':');
    if (colon <= 0 || !isPort(address.substring(colon + 1))) {
      throw new IllegalArgumentException(
          "address '" + address + "' is refused: allowed HOST:PORT with a port from 1 to 65535");
    }
    return address;
  }

  private static String withPort(String part) {
    boolean hasPort = part.lastIndexOf(':') > part.lastIndexOf(']');
    return hasPort || part.isEmpty() ? part : part + ":" + DEFAULT_PORT;
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= MAX_PORT;
  }

  private static IllegalArgumentException malformed(URI uri, String why) {
    return new IllegalArgumentException(
        "coordinator '" + uri + "' is refused: " + why + ": " + FORM);
  }
}
