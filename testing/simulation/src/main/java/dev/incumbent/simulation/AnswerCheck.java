package dev.incumbent.simulation;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.RecordState;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.TreeMap;

/**
 * I4 of a process' changes of records: what is answered as done has been written, and what is
 * refused as surely not done has not.
 */
final class AnswerCheck {
  private static final class Asked {
    private final ClientMessage.Request request;
    private boolean written;
    private boolean forgotten;

    Asked(ClientMessage.Request request) {
      this.request = request;
    }
  }

  private final Tally tally;
  private final TreeMap<Long, Asked> asked = new TreeMap<>();

  AnswerCheck(Tally tally) {
    this.tally = tally;
  }

  void asks(ClientMessage.Request request) {
    Asked before = asked.get(request.sequence());
    if (before == null || !before.request.session().equals(request.session())) {
      asked.put(request.sequence(), new Asked(request));
    }
  }

  /** A write of this process has taken effect. */
  void wrote(RecordState after) {
    for (Asked one : asked.values()) {
      ClientMessage.Request request = one.request;
      OperationResult kept = after.answerTo(request.session(), request.sequence());
      one.written |= !isUnknown(kept);
    }
  }

  private static boolean isUnknown(OperationResult result) {
    return result instanceof OperationResult.Failed failed
        && failed.failure().code() == FailureCode.OUTCOME_UNKNOWN;
  }

  void answers(ServerMessage.Response response) {
    Asked one = asked.get(response.sequence());
    boolean done = !(response.result() instanceof OperationResult.Failed);
    if (one != null && done && !one.written && !one.forgotten) {
      throw new ViolationException("I4", one.request + " is answered as done and was not written");
    }
    if (one != null && done && one.request.operation() instanceof Operation.RaiseFloor) {
      tally.count(Exercised.FLOOR_RAISED);
    }
  }

  void refuses(ServerMessage.RequestRefused refused) {
    Asked one = asked.get(refused.sequence());
    if (one != null && one.written && !one.forgotten) {
      throw new ViolationException("I4", one.request + " is refused and was written");
    }
  }

  /** A record went back: what was written may be gone. */
  void forget() {
    asked.values().forEach(one -> one.forgotten = true);
  }
}
