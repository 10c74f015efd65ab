package dev.incumbent.election;

import java.time.Duration;

/**
 * What the coordinator can do for this client now, so that an application can go on in a degraded
 * mode instead of running into refusals.
 *
 * <pre>
 * state         leader-only operations (changes, linearizable    stale reads
 *               reads, campaigns)
 * AVAILABLE     done                                             served, with their age
 * DEGRADED      refused at once with NO_QUORUM where a node      served by any node that is reached,
 *               knows it, else within the call's timeout; a      with their age
 *               campaign waits
 * UNREACHABLE   refused with UNAVAILABLE after the timeout; a    refused with UNAVAILABLE after the
 *               campaign waits                                   timeout
 * CLOSED        refused with UNAVAILABLE                         refused with UNAVAILABLE
 * </pre>
 *
 * <p>NOT guaranteed: that the next call finds the same. And it says nothing about a leadership: one
 * that is held stays valid to its deadline whatever the coordinator does ({@link
 * Leadership#inJeopardy}).
 *
 * <p>A value: immutable and safe for use by any thread.
 *
 * @param since how long it has been in that state, as of when it was asked
 * @param why for people; empty while it is available
 */
public record CoordinatorHealth(State state, Duration since, String why) {
  /** What it can do. */
  public enum State {
    /** A node that leads and serves is connected, and answers. */
    AVAILABLE,
    /** Nodes are connected, but none of them leads and answers: no quorum, or a failover. */
    DEGRADED,
    /** No node is connected. */
    UNREACHABLE,
    /** The client is closed. */
    CLOSED
  }
}
