package dev.incumbent.session.client;

import dev.incumbent.election.CoordinatorHealth.State;

/**
 * What the coordinator can do for this client, as its streams and renewals show it: looked at after
 * every event, told when it changes. Not for use by several threads.
 */
final class AvailabilityTracker {
  private final Environment env;
  private final Links links;
  private final SessionProtocol session;
  private final LeaseKeeper keeper;
  private State told = State.UNREACHABLE;

  AvailabilityTracker(Environment env, Links links, SessionProtocol session, LeaseKeeper keeper) {
    this.env = env;
    this.links = links;
    this.session = session;
    this.keeper = keeper;
  }

  void assess() {
    State state = state();
    if (state != told) {
      told = state;
      env.act(new ClientAction.Availability(state, why(state)));
    }
  }

  private State state() {
    if (session.isClosed()) {
      return State.CLOSED;
    }
    if (!links.anyUp()) {
      return State.UNREACHABLE;
    }
    return links.main().isPresent() && !isSilent() ? State.AVAILABLE : State.DEGRADED;
  }

  /** Whether renewals have been unanswered for long: connected is not enough. */
  private boolean isSilent() {
    return session.isOpen() && (keeper.inJeopardy() || keeper.lease().isEmpty());
  }

  private String why(State state) {
    return switch (state) {
      case AVAILABLE -> "";
      case CLOSED -> "the client is closed";
      case DEGRADED ->
          links.main().isPresent()
              ? "renewals have not been answered for a while"
              : links.unreachable().message();
      case UNREACHABLE -> links.unreachable().message();
    };
  }
}
