package dev.incumbent.codec;

import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.Predecessor;

/**
 * The byte forms of what sessions and observers are told: fields in the order of the record, after
 * a kind byte where there are kinds. A kind's number is never reused.
 *
 * <p>Errors: each read throws {@link CodecException} and nothing else.
 */
public final class EventCodec {
  private static final int GRANTED = 1;
  private static final int WITHDRAWN = 2;
  private static final int HANDOVER_REQUESTED = 3;
  private static final int ENDED = 4;

  private EventCodec() {}

  public static ByteWriter writeSessionEvent(ByteWriter out, SessionEvent event) {
    return event.match(
        granted -> writeGranted(out, granted),
        withdrawn ->
            ValueCodec.writeEndReason(
                head(out, WITHDRAWN, withdrawn.election(), withdrawn.token()), withdrawn.reason()),
        handover ->
            ValueCodec.writeSuccessor(
                head(out, HANDOVER_REQUESTED, handover.election(), handover.token()),
                handover.to()),
        ended ->
            ValueCodec.writeEndReason(
                head(out, ENDED, ended.election(), ended.token()), ended.reason()));
  }

  public static SessionEvent readSessionEvent(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case GRANTED -> readGranted(in);
      case WITHDRAWN ->
          new SessionEvent.Withdrawn(
              ValueCodec.readElectionName(in),
              ValueCodec.readToken(in),
              ValueCodec.readEndReason(in));
      case HANDOVER_REQUESTED ->
          new SessionEvent.HandoverRequested(
              ValueCodec.readElectionName(in),
              ValueCodec.readToken(in),
              ValueCodec.readSuccessor(in));
      case ENDED ->
          new SessionEvent.Ended(
              ValueCodec.readElectionName(in),
              ValueCodec.readToken(in),
              ValueCodec.readEndReason(in));
      default -> throw new CodecException(at, "a session event kind from 1 to 4, not " + kind);
    };
  }

  public static ByteWriter writePosition(ByteWriter out, ElectionEvent.Position position) {
    return out.varint(position.index()).varint(position.ordinal());
  }

  public static ElectionEvent.Position readPosition(ByteReader in) {
    return new ElectionEvent.Position(in.varint(), in.varint(0, Integer.MAX_VALUE));
  }

  public static ByteWriter writeElectionEvent(ByteWriter out, ElectionEvent event) {
    writePosition(out, event.position());
    ValueCodec.writeElectionName(out, event.election());
    out.u8(event.kind().wireNumber());
    ValueCodec.writeCandidateName(out, event.candidate());
    ValueCodec.writeSessionId(out, event.session());
    out.optional(event.token(), ValueCodec::writeToken);
    out.optional(event.grant(), ValueCodec::writeGrantId);
    return out.optional(event.reason(), ValueCodec::writeEndReason).bytes(event.metadata());
  }

  public static ElectionEvent readElectionEvent(ByteReader in) {
    return new ElectionEvent(
        readPosition(in),
        ValueCodec.readElectionName(in),
        in.checked("an election event kind", r -> ElectionEvent.Kind.ofWireNumber(r.u8())),
        ValueCodec.readCandidateName(in),
        ValueCodec.readSessionId(in),
        in.optional(ValueCodec::readToken),
        in.optional(ValueCodec::readGrantId),
        in.optional(ValueCodec::readEndReason),
        in.bytes());
  }

  public static ByteWriter writeElectionView(ByteWriter out, ElectionView view) {
    ValueCodec.writeElectionName(out, view.election());
    out.optional(view.holder(), EventCodec::writeHolder);
    out.list(view.queue(), EventCodec::writeWaiting);
    return ConditionsCodec.write(
        out.list(view.history(), EventCodec::writePast), view.conditions());
  }

  public static ElectionView readElectionView(ByteReader in) {
    return new ElectionView(
        ValueCodec.readElectionName(in),
        in.optional(EventCodec::readHolder),
        in.list(EventCodec::readWaiting),
        in.list(EventCodec::readPast),
        ConditionsCodec.read(in));
  }

  private static ByteWriter writeHolder(ByteWriter out, ElectionView.Holder holder) {
    ValueCodec.writeSessionId(out, holder.session());
    ValueCodec.writeCandidateName(out, holder.candidate());
    out.string(holder.incarnation());
    out.bytes(holder.metadata());
    ValueCodec.writeToken(out, holder.token());
    ValueCodec.writeGrantId(out, holder.grant());
    ValueCodec.writeRevocation(out, holder.revocation());
    out.bool(holder.promoted());
    out.optional(holder.withdrawn(), ValueCodec::writeEndReason);
    return out.varint(holder.grantedAtMillis()).varint(holder.ttlMillis());
  }

  private static ElectionView.Holder readHolder(ByteReader in) {
    return new ElectionView.Holder(
        ValueCodec.readSessionId(in),
        ValueCodec.readCandidateName(in),
        in.string(),
        in.bytes(),
        ValueCodec.readToken(in),
        ValueCodec.readGrantId(in),
        ValueCodec.readRevocation(in),
        in.bool(),
        in.optional(ValueCodec::readEndReason),
        in.varint(),
        in.varint());
  }

  private static ByteWriter writeWaiting(ByteWriter out, ElectionView.Waiting waiting) {
    ValueCodec.writeSessionId(out, waiting.session());
    ValueCodec.writeCandidateName(out, waiting.candidate());
    return out.string(waiting.incarnation()).bytes(waiting.metadata()).zigzag(waiting.priority());
  }

  private static ElectionView.Waiting readWaiting(ByteReader in) {
    return new ElectionView.Waiting(
        ValueCodec.readSessionId(in),
        ValueCodec.readCandidateName(in),
        in.string(),
        in.bytes(),
        in.zigzagInt());
  }

  public static ByteWriter writePast(ByteWriter out, ElectionView.Past past) {
    ValueCodec.writeCandidateName(out, past.candidate());
    ValueCodec.writeSessionId(out, past.session());
    ValueCodec.writeToken(out, past.token());
    ValueCodec.writeGrantId(out, past.grant());
    ValueCodec.writeEndReason(out, past.reason());
    return out.varint(past.grantedAtMillis()).varint(past.endedAtMillis()).string(past.detail());
  }

  public static ElectionView.Past readPast(ByteReader in) {
    return new ElectionView.Past(
        ValueCodec.readCandidateName(in),
        ValueCodec.readSessionId(in),
        ValueCodec.readToken(in),
        ValueCodec.readGrantId(in),
        ValueCodec.readEndReason(in),
        in.varint(),
        in.varint(),
        in.string());
  }

  public static ByteWriter writePredecessor(ByteWriter out, Predecessor predecessor) {
    ValueCodec.writeToken(out, predecessor.token());
    ValueCodec.writeGrantId(out, predecessor.grant());
    ValueCodec.writeSessionId(out, predecessor.session());
    return ValueCodec.writeCandidateName(out, predecessor.candidate())
        .string(predecessor.incarnation());
  }

  public static Predecessor readPredecessor(ByteReader in) {
    return new Predecessor(
        ValueCodec.readToken(in),
        ValueCodec.readGrantId(in),
        ValueCodec.readSessionId(in),
        ValueCodec.readCandidateName(in),
        in.string());
  }

  private static ByteWriter writeGranted(ByteWriter out, SessionEvent.Granted granted) {
    ValueCodec.writeElectionName(out.u8(GRANTED), granted.election());
    ValueCodec.writeCandidateName(out, granted.candidate());
    ValueCodec.writeToken(out, granted.token());
    ValueCodec.writeGrantId(out, granted.grant());
    return ValueCodec.writeStrings(out, granted.fencesToClaim())
        .list(granted.predecessors(), EventCodec::writePredecessor);
  }

  private static SessionEvent readGranted(ByteReader in) {
    return new SessionEvent.Granted(
        ValueCodec.readElectionName(in),
        ValueCodec.readCandidateName(in),
        ValueCodec.readToken(in),
        ValueCodec.readGrantId(in),
        ValueCodec.readStrings(in),
        in.list(EventCodec::readPredecessor));
  }

  private static ByteWriter head(
      ByteWriter out, int kind, ElectionName election, FencingToken token) {
    return ValueCodec.writeToken(ValueCodec.writeElectionName(out.u8(kind), election), token);
  }
}
