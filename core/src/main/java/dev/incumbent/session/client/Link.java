package dev.incumbent.session.client;

/**
 * One node's stream, over all its connections. Not for use by several threads.
 *
 * <pre>
 * state      event                          next       done
 * WAITING    its back-off is over           GREETING   connect, Hello
 * GREETING   Welcome of the same cluster    UP         the roles are told
 * GREETING   no Welcome in time             WAITING    disconnect
 * GREETING   Refused, another cluster       WAITING    disconnect, longest back-off
 * UP         Moving                         WAITING    disconnect, the roles are told
 * any        disconnected                   WAITING    at once if it was up for long, else backed off
 * </pre>
 */
final class Link {
  /** How far a connection is. */
  enum State {
    WAITING,
    GREETING,
    UP
  }

  private final String address;
  private final long number;
  private State state = State.WAITING;
  private long connection;
  private int attempts;
  private long upSinceNanos;
  private long heardAtNanos;
  private int foundSilent;
  private String trouble = "not connected yet";

  Link(String address, long number) {
    this.address = address;
    this.number = number;
  }

  String address() {
    return address;
  }

  Timers.Key timer() {
    return new Timers.Key(Timers.Kind.LINK, number);
  }

  long connection() {
    return connection;
  }

  boolean isUp() {
    return state == State.UP;
  }

  boolean isGreeting() {
    return state == State.GREETING;
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Why the last connection failed, for people. */
  String trouble() {
    return trouble;
  }

  long heardAtNanos() {
    return heardAtNanos;
  }

  void heard(long nowNanos) {
    heardAtNanos = nowNanos;
    foundSilent = 0;
  }

  /** Counts that it was found silent; how often since it was heard last. */
  int foundSilent() {
    return ++foundSilent;
  }

  void greeting(long newConnection, long nowNanos) {
    state = State.GREETING;
    connection = newConnection;
    heard(nowNanos);
  }

  void up(long nowNanos) {
    state = State.UP;
    upSinceNanos = nowNanos;
  }

  /** Goes back to waiting; returns how often it was tried since it last was up for long. */
  int lost(String why, long nowNanos, long longNanos) {
    boolean wasUpForLong = state == State.UP && nowNanos - upSinceNanos >= longNanos;
    state = State.WAITING;
    trouble = why;
    attempts = wasUpForLong ? 0 : attempts + 1;
    return attempts;
  }
}
