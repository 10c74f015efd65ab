package dev.incumbent.codec;

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
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.NodeView;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** One or more samples of every message, each with every optional field once present, once not. */
final class WireSamples {
  private static final SessionId SESSION = new SessionId(0x0123456789abcdefL, -2);
  private static final ElectionName ELECTION = new ElectionName("orders");
  private static final CandidateName CANDIDATE = new CandidateName("näme");
  private static final FencingToken TOKEN = new FencingToken(FencingToken.MAX_VALUE);
  private static final GrantId GRANT = new GrantId(-1, 7);
  private static final ElectionEvent.Position POSITION = new ElectionEvent.Position(1L << 40, 3);
  private static final Failure FAILURE = Failure.staleToken("key 'a'", 3, 4);
  private static final Operation.Successor SUCCESSOR = new Operation.Successor(SESSION, CANDIDATE);

  private WireSamples() {}

  static List<ClientMessage> clientMessages() {
    return List.of(
        new ClientMessage.Hello(1, Optional.empty()),
        new ClientMessage.Hello(7, Optional.of("c1")),
        new ClientMessage.Attach(SESSION, 3, 0),
        new ClientMessage.Open(SESSION, 1, 5_000, "host:1"),
        new ClientMessage.Renew(SESSION, Long.MAX_VALUE, 12),
        new ClientMessage.Request(SESSION, 9, 8, campaign()),
        new ClientMessage.Request(SESSION, 10, 9, release()),
        new ClientMessage.Close(SESSION),
        new ClientMessage.Read(1, new Query.Election(ELECTION), true),
        new ClientMessage.Read(2, new Query.Elections("o", "", 1_000), false),
        new ClientMessage.Read(3, new Query.Key("k"), false),
        new ClientMessage.Read(4, new Query.NodeStatus(), true),
        new ClientMessage.Read(5, new Query.Backup(), false),
        new ClientMessage.Read(6, new Query.Notable(100), true),
        new ClientMessage.Request(
            SESSION, 11, 9, new Operation.Operate(ELECTION, new OperatorAct.Pause())),
        new ClientMessage.Observe(6, List.of(ELECTION), Optional.of(POSITION)),
        new ClientMessage.Observe(7, List.of(), Optional.empty()),
        new ClientMessage.Unobserve(6));
  }

  private static Operation release() {
    return new Operation.Release(
        ELECTION, TOKEN, EndReason.HANDED_OVER, Optional.of(SUCCESSOR), "");
  }

  static List<PeerMessage> peerMessages() {
    return List.of(
        new PeerMessage.Hello(1, "c1", "n1"),
        new PeerMessage.Attachments(
            List.of(
                new PeerMessage.Attachment(SESSION, 3, true),
                new PeerMessage.Attachment(new SessionId(0, 0), 1, false))),
        new PeerMessage.Probe(77),
        new PeerMessage.Confirmed(77, 4, 1_000_000));
  }

  static List<ServerMessage> serverMessages() {
    List<ServerMessage> samples = new ArrayList<>();
    samples.add(new ServerMessage.Welcome(1, "c1", "n1", List.of("127.0.0.1:7480", "[::1]:7481")));
    samples.add(new ServerMessage.Refused(FAILURE));
    samples.add(new ServerMessage.Leader(4, true, Optional.of("127.0.0.1:7480")));
    samples.add(new ServerMessage.Leader(0, false, Optional.empty()));
    samples.addAll(toldToASession());
    samples.addAll(answered());
    samples.add(new ServerMessage.Resync(9, POSITION, List.of(view()), false));
    samples.add(new ServerMessage.Events(9, List.of(joined(), ended())));
    samples.add(new ServerMessage.Moving());
    return samples;
  }

  private static List<ServerMessage> toldToASession() {
    return List.of(
        sessionState(),
        new ServerMessage.Opened(SESSION, 1, 5_000, 0),
        new ServerMessage.OpenRefused(SESSION, FAILURE),
        new ServerMessage.Renewed(SESSION, 2, 1),
        new ServerMessage.SessionGone(SESSION),
        new ServerMessage.Event(
            SESSION,
            1,
            new SessionEvent.Granted(ELECTION, CANDIDATE, TOKEN, GRANT, List.of("f"), List.of())),
        new ServerMessage.Event(
            SESSION, 2, new SessionEvent.Ended(ELECTION, TOKEN, EndReason.CRASHED)),
        new ServerMessage.Response(SESSION, 1, new OperationResult.Done()),
        new ServerMessage.Response(SESSION, 2, new OperationResult.Written(3)),
        new ServerMessage.Response(SESSION, 3, new OperationResult.Noted(TOKEN)),
        new ServerMessage.Response(SESSION, 4, new OperationResult.Failed(FAILURE)),
        new ServerMessage.RequestRefused(
            SESSION, 5, Failure.of(FailureCode.NO_QUORUM, "no majority answers")));
  }

  private static List<ServerMessage> answered() {
    return List.of(
        answer(new Answer.Elections(List.of(view(), emptyView()), List.of(4_000L, -1L), true)),
        answer(
            new Answer.Value(Optional.of(new Answer.Stored(Bytes.utf8("v"), 2, ELECTION, TOKEN)))),
        answer(new Answer.Value(Optional.empty())),
        answer(new Answer.Status(node())),
        answer(new Answer.Piece(Bytes.EMPTY)),
        new ServerMessage.ReadAnswer(
            7, new Answer.Piece(Bytes.utf8("p")), 5, false, OptionalLong.of(12)),
        new ServerMessage.ReadFailed(8, FAILURE));
  }

  private static ServerMessage answer(Answer answer) {
    return new ServerMessage.ReadAnswer(7, answer, 1L << 33, true, OptionalLong.empty());
  }

  private static Operation campaign() {
    return new Operation.Campaign(
        ELECTION,
        CANDIDATE,
        -5,
        Revocation.ON_SUSPICION,
        List.of("db", "kv"),
        "host/12/34",
        Bytes.utf8("m"),
        true,
        0);
  }

  private static ServerMessage sessionState() {
    return new ServerMessage.SessionState(
        SESSION,
        4,
        List.of(
            new ServerMessage.Held(
                ELECTION,
                CANDIDATE,
                TOKEN,
                GRANT,
                List.of("db"),
                List.of(new Predecessor(TOKEN, GRANT, SESSION, CANDIDATE, "host/7/8/9")),
                true,
                Optional.of(new SessionEvent.Withdrawn(ELECTION, TOKEN, EndReason.REVOKED)),
                Optional.of(new SessionEvent.HandoverRequested(ELECTION, TOKEN, SUCCESSOR))),
            heldAndNothingMore()),
        List.of(new ServerMessage.Queued(ELECTION, CANDIDATE)));
  }

  private static ElectionView view() {
    return new ElectionView(
        ELECTION,
        Optional.of(
            new ElectionView.Holder(
                SESSION,
                CANDIDATE,
                "host/12/34",
                Bytes.utf8("m"),
                TOKEN,
                GRANT,
                Revocation.AFTER_LEASE,
                true,
                Optional.of(EndReason.REVOKED),
                1_700_000_000_000L,
                5_000)),
        List.of(new ElectionView.Waiting(SESSION, CANDIDATE, "i", Bytes.EMPTY, 10)),
        List.of(
            new ElectionView.Past(
                CANDIDATE, SESSION, TOKEN, GRANT, EndReason.RESIGNED, 1_000, 2_000, "d")),
        conditions());
  }

  private static Conditions conditions() {
    return new Conditions(
        true,
        true,
        Optional.of(new Conditions.LockDelay(TOKEN, 1)),
        3,
        Optional.of(new Conditions.FailedPromotion(TOKEN, CANDIDATE, "why", 5)),
        new Conditions.Inherited(
            List.of(new Conditions.Predecessor(TOKEN, SESSION, CANDIDATE, "i", List.of("f"))),
            7,
            List.of("g")),
        List.of(new Conditions.Note(6, "me", "paused")));
  }

  private static ServerMessage.Held heldAndNothingMore() {
    return new ServerMessage.Held(
        ELECTION,
        CANDIDATE,
        TOKEN,
        GRANT,
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  private static ElectionView emptyView() {
    return new ElectionView(new ElectionName("z"), Optional.empty(), List.of(), List.of());
  }

  private static NodeView node() {
    TreeMap<String, Long> counters = new TreeMap<>();
    counters.put("grants", 3L);
    counters.put("renewals.acknowledged", 1_000_000L);
    return new NodeView(
        "c1",
        "n1",
        "127.0.0.1:7480",
        NodeView.Role.FOLLOWER,
        false,
        true,
        4,
        "127.0.0.1:7481",
        100,
        99,
        50,
        OptionalLong.of(30),
        false,
        List.of(new NodeView.Voter("n1", "127.0.0.1:7480")),
        counters);
  }

  private static ElectionEvent joined() {
    return new ElectionEvent(
        POSITION,
        ELECTION,
        ElectionEvent.Kind.JOINED,
        CANDIDATE,
        SESSION,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Bytes.utf8("10.0.0.7:80"));
  }

  private static ElectionEvent ended() {
    return new ElectionEvent(
        POSITION,
        ELECTION,
        ElectionEvent.Kind.ENDED,
        CANDIDATE,
        SESSION,
        Optional.of(TOKEN),
        Optional.of(GRANT),
        Optional.of(EndReason.EXPIRED),
        Bytes.EMPTY);
  }
}
