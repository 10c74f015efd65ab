package dev.incumbent.election;

import dev.incumbent.fencing.FencingToken;
import java.util.function.Function;

/**
 * What an operator may do to one election: each is logged, applied once, and noted in the election
 * with who did it.
 */
public sealed interface OperatorAct {
  /** Nobody is granted the election from now on; a holder goes on until its leadership ends. */
  record Pause() implements OperatorAct {}

  /** The election is granted again. */
  record Resume() implements OperatorAct {}

  /**
   * States that nothing can write through the fence of that name any more: no leader claims it for
   * its predecessors' sake.
   */
  record RetireFence(String fence) implements OperatorAct {}

  /**
   * States that nothing of the ended leadership with that token can write any more: no leader
   * claims its fences or acts against its processes.
   */
  record ForgetPredecessor(FencingToken token) implements OperatorAct {}

  /**
   * States that every process of the leadership with that token is dead. If it is the current one
   * it ends at once; if it has ended, its end counts as clean.
   */
  record ConfirmDead(FencingToken token) implements OperatorAct {}

  /**
   * Raises the coordinator's counter, so that each later grant has a token above this one. A
   * current leadership keeps its token.
   *
   * @param above 1 to 2^53 − 2
   */
  record RaiseFloor(long above) implements OperatorAct {}

  /** Takes it apart: calls the function of its own case. */
  default <R> R match(
      Function<? super Pause, ? extends R> pause,
      Function<? super Resume, ? extends R> resume,
      Function<? super RetireFence, ? extends R> retireFence,
      Function<? super ForgetPredecessor, ? extends R> forgetPredecessor,
      Function<? super ConfirmDead, ? extends R> confirmDead,
      Function<? super RaiseFloor, ? extends R> raiseFloor) {
    if (this instanceof Pause c) {
      return pause.apply(c);
    }
    if (this instanceof Resume c) {
      return resume.apply(c);
    }
    if (this instanceof RetireFence c) {
      return retireFence.apply(c);
    }
    if (this instanceof ForgetPredecessor c) {
      return forgetPredecessor.apply(c);
    }
    if (this instanceof ConfirmDead c) {
      return confirmDead.apply(c);
    }
    return raiseFloor.apply((RaiseFloor) this);
  }
}
