package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.fencing.FencingToken;
import java.util.Optional;

/** What a candidacy has from the client around it. */
interface CandidacyContext {
  Environment env();

  /** The session's lease, which is valid now, if there is one. */
  Optional<Lease> lease();

  /** The generation that a leadership granted now lives by. */
  long generation();

  /** The cluster's id, known before anything is granted. */
  String cluster();

  /** Asks for a change until it is answered. */
  PendingRequest submit(Operation operation, Requests.Sink sink);

  /** Asks for a change on a user's behalf, within the configured timeout. */
  void submitForUser(Operation operation, Requests.Sink sink);

  boolean withdraw(PendingRequest request);

  /** Asks to be told the session's whole state. */
  void resync();

  /** From now on events about this token of its election are the candidacy's. */
  void holds(CandidacyProtocol candidacy, FencingToken token);

  void holdsNoMore(CandidacyProtocol candidacy, FencingToken token);

  /** Whoever waits for it to close waits no longer. */
  void leaveReturns(CandidacyProtocol candidacy);

  void finished(CandidacyProtocol candidacy);
}
