package dev.incumbent.fencing;

import java.util.Optional;

/**
 * Which process, of all that ever ran, a leadership was granted to: what a fencing action goes by,
 * because a name or a process id may belong to somebody else by then.
 *
 * <p>Its text is {@code host/pid/start/client}, and {@code /pod} after that where there is one. The
 * coordinator keeps the text and never takes it apart, but for the question whether two campaigns
 * come from the same client of the same process.
 *
 * <p>NOT guaranteed: that host names tell machines apart; that is the operator's to see to.
 *
 * <p>A value: immutable and safe for use by any thread.
 *
 * @param host the machine's name as the process saw it
 * @param pid the process id on that host
 * @param startMillis when the process started, in milliseconds since 1970 as the operating system
 *     tells it: tells the process from a later one with the same id
 * @param client a random text that tells the clients of one process apart
 * @param podUid the UID of the Kubernetes pod that it ran in, if it was told
 */
public record Incarnation(
    String host, long pid, long startMillis, String client, Optional<String> podUid) {
  private static final int PARTS = 4;

  /** The incarnation that a text shows; empty if it is of another form. */
  public static Optional<Incarnation> find(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < PARTS || parts.length > PARTS + 1) {
      return Optional.empty();
    }
    for (String part : parts) {
      if (part.isEmpty()) {
        return Optional.empty();
      }
    }
    try {
      Optional<String> pod = parts.length > PARTS ? Optional.of(parts[PARTS]) : Optional.empty();
      return Optional.of(
          new Incarnation(
              parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3], pod));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    String process = host + "/" + pid + "/" + startMillis + "/" + client;
    return podUid.map(uid -> process + "/" + uid).orElse(process);
  }
}
