package dev.incumbent.cluster.folder;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a node listens, as people and peers write it: {@code host:port}, {@code [v6]:port}.
 *
 * <p>Two addresses are the same when their texts are: a name and the number behind it are two.
 */
public record Address(String host, int port) implements Comparable<Address> {
  /** The highest port. */
  public static final int MAX_PORT = 65_535;

  private static final int MAX_HOST_LENGTH = 253;
  private static final Pattern TEXT =
      Pattern.compile("(?:\\[([0-9a-f:.]+)]|([0-9a-z]|[0-9a-z][-0-9a-z._]*[0-9a-z])):([0-9]{1,5})");
  private static final String ALLOWED =
      "host:port or [IPv6]:port with a port from 1 to " + MAX_PORT;

  /**
   * Reads an address; a host name's case does not matter.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  public static Address parse(String text) {
    Matcher parts = TEXT.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException("address '" + text + "' is malformed: allowed " + ALLOWED);
    }
    String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
    int port = Integer.parseInt(parts.group(3));
    if (port < 1 || port > MAX_PORT || host.length() > MAX_HOST_LENGTH) {
      throw new IllegalArgumentException("address '" + text + "' is refused: allowed " + ALLOWED);
    }
    return new Address(host, port);
  }

  /** The same host with another port. */
  public Address withPort(int otherPort) {
    return parse(new Address(host, otherPort).toString());
  }

  @Override
  public int compareTo(Address other) {
    int byHost = host.compareTo(other.host);
    return byHost != 0 ? byHost : Integer.compare(port, other.port);
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
