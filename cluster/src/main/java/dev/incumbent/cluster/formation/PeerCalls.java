package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Address;

/** How formation asks a peer: one message there, one back. */
public interface PeerCalls {
  /**
   * Sends a request; exactly one method of {@code answer} is called later, by any thread, within a
   * bounded time.
   */
  void call(Address peer, byte[] request, Answer answer);

  /** What came of a call. */
  interface Answer {
    /** The peer replied. */
    void replied(byte[] reply);

    /** It did not, and why. */
    void failed(String why);
  }
}
