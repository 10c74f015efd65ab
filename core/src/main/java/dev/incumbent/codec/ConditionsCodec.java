package dev.incumbent.codec;

import dev.incumbent.election.Conditions;

/** The byte forms of what is shown of an election besides holder, queue and history. */
public final class ConditionsCodec {
  private ConditionsCodec() {}

  static ByteWriter write(ByteWriter out, Conditions conditions) {
    return out.bool(conditions.paused())
        .bool(conditions.heldOff())
        .optional(conditions.lockDelay(), ConditionsCodec::writeLockDelay)
        .varint(conditions.raises())
        .optional(conditions.failedPromotion(), ConditionsCodec::writeFailedPromotion)
        .list(conditions.inherited().known(), ConditionsCodec::writePredecessor)
        .varint(conditions.inherited().count())
        .list(conditions.inherited().mergedFences(), ByteWriter::string)
        .list(conditions.notes(), ConditionsCodec::writeNote);
  }

  static Conditions read(ByteReader in) {
    return new Conditions(
        in.bool(),
        in.bool(),
        in.optional(ConditionsCodec::readLockDelay),
        in.varint(0, Integer.MAX_VALUE),
        in.optional(ConditionsCodec::readFailedPromotion),
        new Conditions.Inherited(
            in.list(ConditionsCodec::readPredecessor),
            in.varint(0, Integer.MAX_VALUE),
            ValueCodec.readStrings(in)),
        in.list(ConditionsCodec::readNote));
  }

  public static ByteWriter writeLockDelay(ByteWriter out, Conditions.LockDelay delay) {
    return ValueCodec.writeToken(out, delay.token()).varint(delay.millis());
  }

  public static Conditions.LockDelay readLockDelay(ByteReader in) {
    return new Conditions.LockDelay(ValueCodec.readToken(in), in.varint());
  }

  public static ByteWriter writeFailedPromotion(
      ByteWriter out, Conditions.FailedPromotion promotion) {
    return ValueCodec.writeCandidateName(
            ValueCodec.writeToken(out, promotion.token()), promotion.candidate())
        .string(promotion.detail())
        .varint(promotion.atMillis());
  }

  public static Conditions.FailedPromotion readFailedPromotion(ByteReader in) {
    return new Conditions.FailedPromotion(
        ValueCodec.readToken(in), ValueCodec.readCandidateName(in), in.string(), in.varint());
  }

  public static ByteWriter writeNote(ByteWriter out, Conditions.Note note) {
    return out.varint(note.atMillis()).string(note.by()).string(note.what());
  }

  public static Conditions.Note readNote(ByteReader in) {
    return new Conditions.Note(in.varint(), in.string(), in.string());
  }

  private static ByteWriter writePredecessor(ByteWriter out, Conditions.Predecessor predecessor) {
    ValueCodec.writeSessionId(
        ValueCodec.writeToken(out, predecessor.token()), predecessor.session());
    ValueCodec.writeCandidateName(out, predecessor.candidate()).string(predecessor.incarnation());
    return ValueCodec.writeStrings(out, predecessor.fences());
  }

  private static Conditions.Predecessor readPredecessor(ByteReader in) {
    return new Conditions.Predecessor(
        ValueCodec.readToken(in),
        ValueCodec.readSessionId(in),
        ValueCodec.readCandidateName(in),
        in.string(),
        ValueCodec.readStrings(in));
  }
}
