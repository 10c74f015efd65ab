package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.FailureCode;

/** A change that was asked for and is not answered. Not for use by several threads. */
final class PendingRequest {
  private long id;
  private final Operation operation;
  private final Requests.Sink sink;
  private final boolean own;
  private long sequence;
  private long sentNanos;
  private int openAttempts;
  private int sends;
  private boolean toBeSent;

  /**
   * @param own the protocol's own, which no refusal ends
   */
  PendingRequest(long id, Operation operation, Requests.Sink sink, boolean own) {
    this.id = id;
    this.operation = operation;
    this.sink = sink;
    this.own = own;
  }

  long id() {
    return id;
  }

  Operation operation() {
    return operation;
  }

  Requests.Sink sink() {
    return sink;
  }

  boolean isOwn() {
    return own;
  }

  Timers.Key timer() {
    return new Timers.Key(Timers.Kind.REQUEST_TIMEOUT, id);
  }

  /** Its number in the session, 0 while it has none. */
  long sequence() {
    return sequence;
  }

  void number(long value) {
    sequence = value;
  }

  /** Takes its number away. */
  void unnumber() {
    sequence = 0;
    toBeSent = false;
  }

  /** Whether that answer leaves unknown what can be asked for twice. */
  boolean isAskedAnewAfter(OperationResult result) {
    boolean unknown =
        result instanceof OperationResult.Failed failed
            && failed.failure().code() == FailureCode.OUTCOME_UNKNOWN;
    boolean repeatable =
        operation instanceof Operation.Release
            || operation instanceof Operation.Cancel
            || operation instanceof Operation.Abandon
            || operation instanceof Operation.ReportPromoted;
    return unknown && own && repeatable;
  }

  /** It is asked anew, after all others, under another number in the session. */
  void anew(long newId) {
    id = newId;
    unnumber();
  }

  boolean isToBeSent() {
    return toBeSent;
  }

  void toBeSent() {
    toBeSent = true;
  }

  void sent(long nowNanos) {
    sentNanos = nowNanos;
    toBeSent = false;
    openAttempts++;
    sends++;
  }

  /** When it was sent last. */
  long sentNanos() {
    return sentNanos;
  }

  void refused() {
    openAttempts = Math.max(0, openAttempts - 1);
  }

  /** Whether an attempt was sent and not refused. */
  boolean mayBeApplied() {
    return openAttempts > 0;
  }

  /**
   * Whether it was sent more than once, so that its answer can be older than what else is known.
   */
  boolean wasRepeated() {
    return sends > 1;
  }
}
