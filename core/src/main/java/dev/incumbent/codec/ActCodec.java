package dev.incumbent.codec;

import dev.incumbent.election.OperatorAct;

/** The byte form of an operator's act: a kind byte, then the fields. */
final class ActCodec {
  private static final int PAUSE = 1;
  private static final int RESUME = 2;
  private static final int RETIRE_FENCE = 3;
  private static final int FORGET_PREDECESSOR = 4;
  private static final int CONFIRM_DEAD = 5;
  private static final int RAISE_FLOOR = 6;

  private ActCodec() {}

  static ByteWriter write(ByteWriter out, OperatorAct act) {
    return act.match(
        pause -> out.u8(PAUSE),
        resume -> out.u8(RESUME),
        retire -> out.u8(RETIRE_FENCE).string(retire.fence()),
        forget -> ValueCodec.writeToken(out.u8(FORGET_PREDECESSOR), forget.token()),
        dead -> ValueCodec.writeToken(out.u8(CONFIRM_DEAD), dead.token()),
        raise -> out.u8(RAISE_FLOOR).varint(raise.above()));
  }

  static OperatorAct read(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case PAUSE -> new OperatorAct.Pause();
      case RESUME -> new OperatorAct.Resume();
      case RETIRE_FENCE -> new OperatorAct.RetireFence(in.string());
      case FORGET_PREDECESSOR -> new OperatorAct.ForgetPredecessor(ValueCodec.readToken(in));
      case CONFIRM_DEAD -> new OperatorAct.ConfirmDead(ValueCodec.readToken(in));
      case RAISE_FLOOR -> new OperatorAct.RaiseFloor(in.varint());
      default -> throw new CodecException(at, "an operator's act from 1 to 6, not " + kind);
    };
  }
}
