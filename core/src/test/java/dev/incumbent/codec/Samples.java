package dev.incumbent.codec;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Delay;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Conditions;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** One value of each kind, under the name of its golden file. */
final class Samples {
  private static final SessionId SESSION = new SessionId(0x0123456789abcdefL, 0xfedcba9876543210L);
  private static final ElectionName ELECTION = new ElectionName("orders/züri");
  private static final CandidateName CANDIDATE = new CandidateName("anna");
  private static final FencingToken TOKEN = new FencingToken(FencingToken.MAX_VALUE);
  private static final GrantId GRANT = new GrantId(0x1111111111111111L, 0x2222222222222222L);
  private static final Operation.Successor SUCCESSOR =
      new Operation.Successor(new SessionId(3, 4), new CandidateName("bert"));

  private Samples() {}

  static Map<String, Command> commands() {
    Map<String, Command> samples = new TreeMap<>();
    samples.put("noop", new Command.Noop());
    samples.put("open-session", new Command.OpenSession(SESSION, 5_000, "web-1 pid 42"));
    samples.put("close-session", new Command.CloseSession(SESSION));
    samples.put("expire-session", new Command.ExpireSession(SESSION, 7));
    samples.put("session-present", new Command.SessionPresent(SESSION, 300));
    samples.put("end-leadership", new Command.EndLeadership(ELECTION, TOKEN, EndReason.CRASHED, 7));
    samples.put(
        "elapsed-hold-off",
        new Command.Elapsed(new Delay(Delay.Kind.HOLD_OFF, Optional.empty(), 0), 7));
    samples.put(
        "elapsed-lock",
        new Command.Elapsed(new Delay(Delay.Kind.LOCK, Optional.of(ELECTION), 9), 7));
    samples.put(
        "elapsed-raise",
        new Command.Elapsed(new Delay(Delay.Kind.RAISE, Optional.of(ELECTION), 9), 300));
    operations().forEach((name, operation) -> samples.put(name, sequenced(operation)));
    return samples;
  }

  static Map<String, Operation> operations() {
    Map<String, Operation> samples = new TreeMap<>();
    samples.put("campaign", campaign());
    samples.put("cancel", new Operation.Cancel(ELECTION, CANDIDATE));
    samples.put(
        "release",
        new Operation.Release(
            ELECTION, TOKEN, EndReason.HANDED_OVER, Optional.of(SUCCESSOR), "maintenance"));
    samples.put(
        "raise-floor",
        new Operation.RaiseFloor(ELECTION, new FencingToken(7), 1L << 33, "fence 'ledger'"));
    acts().forEach((name, act) -> samples.put(name, new Operation.Operate(ELECTION, act)));
    samples.putAll(operationsOfLeaderships());
    samples.put("prefer", new Operation.Prefer(ELECTION, CANDIDATE, Optional.of(TOKEN)));
    samples.put(
        "update-metadata",
        new Operation.UpdateMetadata(ELECTION, CANDIDATE, Bytes.utf8("http://web-2")));
    return samples;
  }

  private static Map<String, Operation> operationsOfLeaderships() {
    Map<String, Operation> samples = new TreeMap<>();
    samples.put("report-promoted", new Operation.ReportPromoted(ELECTION, TOKEN));
    samples.put("abandon", new Operation.Abandon(ELECTION, TOKEN));
    samples.put("request-handover", new Operation.RequestHandover(ELECTION, CANDIDATE));
    samples.put("revoke", new Operation.Revoke(ELECTION, TOKEN));
    samples.put(
        "put",
        new Operation.Put(
            ELECTION, TOKEN, GRANT, "config/limit", Bytes.utf8("17"), OptionalLong.of(0)));
    samples.put(
        "delete",
        new Operation.Delete(ELECTION, TOKEN, GRANT, "config/limit", OptionalLong.empty()));
    return samples;
  }

  static Map<String, OperatorAct> acts() {
    Map<String, OperatorAct> samples = new TreeMap<>();
    samples.put("pause", new OperatorAct.Pause());
    samples.put("resume", new OperatorAct.Resume());
    samples.put("retire-fence", new OperatorAct.RetireFence("ledger"));
    samples.put("forget-predecessor", new OperatorAct.ForgetPredecessor(TOKEN));
    samples.put("confirm-dead", new OperatorAct.ConfirmDead(TOKEN));
    samples.put("operator-raise-floor", new OperatorAct.RaiseFloor(1L << 40));
    return samples;
  }

  private static List<Predecessor> predecessors() {
    return List.of(
        new Predecessor(
            new FencingToken(9),
            GRANT,
            SESSION,
            new CandidateName("bert"),
            "web-2/7/1700000000000/c0ffee"));
  }

  private static Operation campaign() {
    return new Operation.Campaign(
        ELECTION,
        CANDIDATE,
        -7,
        Revocation.ON_SUSPICION,
        List.of("ledger", "mail"),
        "web-1 42 1700000000000",
        Bytes.utf8("http://web-1"),
        true,
        15_000);
  }

  static Map<String, OperationResult> results() {
    Map<String, OperationResult> samples = new TreeMap<>();
    samples.put("done", new OperationResult.Done());
    samples.put("written", new OperationResult.Written(129));
    samples.put("noted", new OperationResult.Noted(TOKEN));
    for (FailureCode code : FailureCode.values()) {
      samples.put(
          "failed-" + code.wireNumber(),
          new OperationResult.Failed(new Failure(code, "no: " + code, "9", "1 to 8")));
    }
    return samples;
  }

  static Map<String, SessionEvent> sessionEvents() {
    Map<String, SessionEvent> samples = new TreeMap<>();
    samples.put(
        "granted",
        new SessionEvent.Granted(
            ELECTION, CANDIDATE, TOKEN, GRANT, List.of("ledger", "mail"), predecessors()));
    samples.put("withdrawn", new SessionEvent.Withdrawn(ELECTION, TOKEN, EndReason.REVOKED));
    samples.put(
        "handover-requested", new SessionEvent.HandoverRequested(ELECTION, TOKEN, SUCCESSOR));
    for (EndReason reason : EndReason.values()) {
      samples.put("ended-" + reason.wireNumber(), new SessionEvent.Ended(ELECTION, TOKEN, reason));
    }
    return samples;
  }

  static Map<String, ElectionEvent> electionEvents() {
    Map<String, ElectionEvent> samples = new TreeMap<>();
    for (ElectionEvent.Kind kind : ElectionEvent.Kind.values()) {
      boolean leads = kind.wireNumber() > 2 && kind != ElectionEvent.Kind.UPDATED;
      samples.put(
          "event-" + kind.wireNumber(),
          new ElectionEvent(
              new ElectionEvent.Position(1_000_000, 3),
              ELECTION,
              kind,
              CANDIDATE,
              SESSION,
              leads ? Optional.of(TOKEN) : Optional.empty(),
              leads ? Optional.of(GRANT) : Optional.empty(),
              kind == ElectionEvent.Kind.ENDED ? Optional.of(EndReason.EXPIRED) : Optional.empty(),
              Bytes.utf8("http://web-1")));
    }
    return samples;
  }

  static ElectionView view() {
    return new ElectionView(
        ELECTION,
        Optional.of(holder()),
        List.of(
            new ElectionView.Waiting(
                SESSION, new CandidateName("bert"), "web-2 7 8", Bytes.EMPTY, 1_000)),
        List.of(
            new ElectionView.Past(
                CANDIDATE,
                SESSION,
                new FencingToken(1),
                GRANT,
                EndReason.RESIGNED,
                1_600_000_000_000L,
                1_600_000_000_001L,
                "by itself")),
        conditions());
  }

  private static Conditions conditions() {
    return new Conditions(
        true,
        false,
        Optional.of(new Conditions.LockDelay(new FencingToken(3), 15_000)),
        2,
        Optional.of(
            new Conditions.FailedPromotion(
                new FencingToken(4), CANDIDATE, "fence 'ledger': stale", 1_600_000_000_002L)),
        new Conditions.Inherited(
            List.of(
                new Conditions.Predecessor(
                    new FencingToken(3), SESSION, CANDIDATE, "web-1 42", List.of("ledger"))),
            1,
            List.of("mail")),
        List.of(new Conditions.Note(1_600_000_000_003L, "ops/7", "paused")));
  }

  private static ElectionView.Holder holder() {
    return new ElectionView.Holder(
        SESSION,
        CANDIDATE,
        "web-1 42 1700000000000",
        Bytes.utf8("http://web-1"),
        TOKEN,
        GRANT,
        Revocation.AFTER_LEASE,
        true,
        Optional.of(EndReason.ABANDONED),
        1_700_000_000_123L,
        5_000);
  }

  static LogEntry entry(Command... commands) {
    return new LogEntry(
        0x0102030405060708L, 0x1112131415161718L, 1_700_000_000_000L, List.of(commands));
  }

  private static Command sequenced(Operation operation) {
    return new Command.Sequenced(SESSION, 300, 299, operation);
  }
}
