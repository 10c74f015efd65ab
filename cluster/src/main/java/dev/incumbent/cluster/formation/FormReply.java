package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.RandomId;
import java.util.function.Function;

/** What a node answers to a {@link FormRequest}. */
public sealed interface FormReply {
  /** Who the node is. */
  record Self(NodeState state) implements FormReply {}

  /** The starts are in order; the last one was stored durably, if that was asked. */
  record Vouched() implements FormReply {}

  /**
   * The caller's folder is a copy, or was put back: the last start that the caller's node has shown
   * here is not among those shown now, or that node is running here.
   */
  record Copied(RandomId lastShown) implements FormReply {}

  /**
   * The node cannot vouch: it is in another cluster, in none yet, or does not list the caller.
   *
   * @param otherCluster it surely never will: its group is another one
   */
  record CannotVouch(boolean otherCluster, String why) implements FormReply {}

  /** Takes the closed set apart, one function a case. */
  default <T> T match(
      Function<Self, T> self,
      Function<Vouched, T> vouched,
      Function<Copied, T> copied,
      Function<CannotVouch, T> cannotVouch) {
    if (this instanceof Self reply) {
      return self.apply(reply);
    }
    if (this instanceof Vouched reply) {
      return vouched.apply(reply);
    }
    if (this instanceof Copied reply) {
      return copied.apply(reply);
    }
    return cannotVouch.apply((CannotVouch) this);
  }
}
