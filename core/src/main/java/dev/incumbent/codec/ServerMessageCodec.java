package dev.incumbent.codec;

import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;

/** The byte forms of what a node sends to a client: a kind byte, then the fields. */
final class ServerMessageCodec {
  private static final int WELCOME = 1;
  private static final int REFUSED = 2;
  private static final int LEADER = 3;
  private static final int SESSION_STATE = 4;
  private static final int OPENED = 5;
  private static final int RENEWED = 6;
  private static final int SESSION_GONE = 7;
  private static final int EVENT = 8;
  private static final int RESPONSE = 9;
  private static final int READ_ANSWER = 10;
  private static final int READ_FAILED = 11;
  private static final int RESYNC = 12;
  private static final int EVENTS = 13;
  private static final int MOVING = 14;
  private static final int OPEN_REFUSED = 15;
  private static final int REQUEST_REFUSED = 16;

  private ServerMessageCodec() {}

  static ByteWriter write(ByteWriter out, ServerMessage message) {
    return message.match(new Writing(out));
  }

  static ServerMessage read(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case WELCOME, REFUSED, LEADER, MOVING -> readOfNode(in, kind);
      case SESSION_STATE,
          OPENED,
          RENEWED,
          SESSION_GONE,
          EVENT,
          RESPONSE,
          OPEN_REFUSED,
          REQUEST_REFUSED ->
          readOfSession(in, kind, ValueCodec.readSessionId(in));
      case READ_ANSWER, READ_FAILED, RESYNC, EVENTS -> readOfRead(in, kind, in.varint());
      default -> throw new CodecException(at, "a server message kind from 1 to 16, not " + kind);
    };
  }

  private static ServerMessage readOfNode(ByteReader in, int kind) {
    return switch (kind) {
      case WELCOME ->
          new ServerMessage.Welcome(
              in.varint(0, Integer.MAX_VALUE),
              in.string(),
              in.string(),
              ValueCodec.readStrings(in));
      case REFUSED -> new ServerMessage.Refused(ValueCodec.readFailure(in));
      case LEADER ->
          new ServerMessage.Leader(in.varint(), in.bool(), in.optional(ByteReader::string));
      default -> new ServerMessage.Moving();
    };
  }

  private static ServerMessage readOfSession(ByteReader in, int kind, SessionId session) {
    return switch (kind) {
      case SESSION_STATE ->
          new ServerMessage.SessionState(
              session,
              in.varint(),
              in.list(ServerMessageCodec::readHeld),
              in.list(ServerMessageCodec::readQueued));
      case OPENED -> new ServerMessage.Opened(session, in.varint(), in.varint(), in.varint());
      case RENEWED -> new ServerMessage.Renewed(session, in.varint(), in.varint());
      case SESSION_GONE -> new ServerMessage.SessionGone(session);
      case EVENT -> new ServerMessage.Event(session, in.varint(), EventCodec.readSessionEvent(in));
      case RESPONSE ->
          new ServerMessage.Response(session, in.varint(), OperationCodec.readResult(in));
      case OPEN_REFUSED -> new ServerMessage.OpenRefused(session, ValueCodec.readFailure(in));
      default -> new ServerMessage.RequestRefused(session, in.varint(), ValueCodec.readFailure(in));
    };
  }

  private static ServerMessage readOfRead(ByteReader in, int kind, long id) {
    return switch (kind) {
      case READ_ANSWER ->
          new ServerMessage.ReadAnswer(
              id, QueryCodec.readAnswer(in), in.varint(), in.bool(), in.optionalLong());
      case READ_FAILED -> new ServerMessage.ReadFailed(id, ValueCodec.readFailure(in));
      case RESYNC ->
          new ServerMessage.Resync(
              id, EventCodec.readPosition(in), in.list(EventCodec::readElectionView), in.bool());
      default -> new ServerMessage.Events(id, in.list(EventCodec::readElectionEvent));
    };
  }

  private static ByteWriter writeHeld(ByteWriter out, ServerMessage.Held held) {
    ValueCodec.writeElectionName(out, held.election());
    ValueCodec.writeCandidateName(out, held.candidate());
    ValueCodec.writeToken(out, held.token());
    ValueCodec.writeGrantId(out, held.grant());
    ValueCodec.writeStrings(out, held.fencesToClaim());
    out.list(held.predecessors(), EventCodec::writePredecessor).bool(held.promoted());
    out.optional(held.withdrawn(), EventCodec::writeSessionEvent);
    return out.optional(held.handover(), EventCodec::writeSessionEvent);
  }

  private static ServerMessage.Held readHeld(ByteReader in) {
    return new ServerMessage.Held(
        ValueCodec.readElectionName(in),
        ValueCodec.readCandidateName(in),
        ValueCodec.readToken(in),
        ValueCodec.readGrantId(in),
        ValueCodec.readStrings(in),
        in.list(EventCodec::readPredecessor),
        in.bool(),
        in.optional(r -> readEvent(r, SessionEvent.Withdrawn.class, "a withdrawal")),
        in.optional(r -> readEvent(r, SessionEvent.HandoverRequested.class, "a hand-over")));
  }

  private static <T extends SessionEvent> T readEvent(ByteReader in, Class<T> type, String what) {
    long at = in.position();
    SessionEvent event = EventCodec.readSessionEvent(in);
    if (!type.isInstance(event)) {
      throw new CodecException(at, what + ", not another session event");
    }
    return type.cast(event);
  }

  private static ByteWriter writeQueued(ByteWriter out, ServerMessage.Queued queued) {
    return ValueCodec.writeCandidateName(
        ValueCodec.writeElectionName(out, queued.election()), queued.candidate());
  }

  private static ServerMessage.Queued readQueued(ByteReader in) {
    return new ServerMessage.Queued(
        ValueCodec.readElectionName(in), ValueCodec.readCandidateName(in));
  }

  private static final class Writing implements ServerMessage.Cases<ByteWriter> {
    private final ByteWriter out;

    Writing(ByteWriter out) {
      this.out = out;
    }

    @Override
    public ByteWriter welcome(ServerMessage.Welcome message) {
      out.u8(WELCOME).varint(message.formatVersion());
      return ValueCodec.writeStrings(
          out.string(message.cluster()).string(message.node()), message.addresses());
    }

    @Override
    public ByteWriter refused(ServerMessage.Refused message) {
      return ValueCodec.writeFailure(out.u8(REFUSED), message.failure());
    }

    @Override
    public ByteWriter leader(ServerMessage.Leader message) {
      return out.u8(LEADER)
          .varint(message.term())
          .bool(message.ready())
          .optional(message.leader(), ByteWriter::string);
    }

    @Override
    public ByteWriter sessionState(ServerMessage.SessionState message) {
      return head(SESSION_STATE, message.session())
          .varint(message.change())
          .list(message.held(), ServerMessageCodec::writeHeld)
          .list(message.queued(), ServerMessageCodec::writeQueued);
    }

    @Override
    public ByteWriter opened(ServerMessage.Opened message) {
      return head(OPENED, message.session())
          .varint(message.renewal())
          .varint(message.ttlMillis())
          .varint(message.change());
    }

    @Override
    public ByteWriter openRefused(ServerMessage.OpenRefused message) {
      return ValueCodec.writeFailure(head(OPEN_REFUSED, message.session()), message.failure());
    }

    @Override
    public ByteWriter renewed(ServerMessage.Renewed message) {
      return head(RENEWED, message.session()).varint(message.renewal()).varint(message.change());
    }

    @Override
    public ByteWriter sessionGone(ServerMessage.SessionGone message) {
      return head(SESSION_GONE, message.session());
    }

    @Override
    public ByteWriter event(ServerMessage.Event message) {
      return EventCodec.writeSessionEvent(
          head(EVENT, message.session()).varint(message.change()), message.event());
    }

    @Override
    public ByteWriter response(ServerMessage.Response message) {
      return OperationCodec.writeResult(
          head(RESPONSE, message.session()).varint(message.sequence()), message.result());
    }

    @Override
    public ByteWriter requestRefused(ServerMessage.RequestRefused message) {
      return ValueCodec.writeFailure(
          head(REQUEST_REFUSED, message.session()).varint(message.sequence()), message.failure());
    }

    @Override
    public ByteWriter readAnswer(ServerMessage.ReadAnswer message) {
      return QueryCodec.writeAnswer(out.u8(READ_ANSWER).varint(message.id()), message.answer())
          .varint(message.index())
          .bool(message.linearizable())
          .optionalLong(message.ageMillis());
    }

    @Override
    public ByteWriter readFailed(ServerMessage.ReadFailed message) {
      return ValueCodec.writeFailure(out.u8(READ_FAILED).varint(message.id()), message.failure());
    }

    @Override
    public ByteWriter resync(ServerMessage.Resync message) {
      return EventCodec.writePosition(out.u8(RESYNC).varint(message.id()), message.at())
          .list(message.views(), EventCodec::writeElectionView)
          .bool(message.last());
    }

    @Override
    public ByteWriter events(ServerMessage.Events message) {
      return out.u8(EVENTS)
          .varint(message.id())
          .list(message.events(), EventCodec::writeElectionEvent);
    }

    @Override
    public ByteWriter moving(ServerMessage.Moving message) {
      return out.u8(MOVING);
    }

    private ByteWriter head(int kind, SessionId session) {
      return ValueCodec.writeSessionId(out.u8(kind), session);
    }
  }
}
