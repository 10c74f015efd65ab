package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.RandomId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a starting node asks its peers, one unary call each. */
public sealed interface FormRequest {
  /** Tells who the caller is and asks the same; answered with {@link FormReply.Self}. */
  record Tell(NodeState caller) implements FormRequest {}

  /**
   * Shows the caller's starts, so that the peer can tell whether the caller's folder is a copy.
   *
   * @param store remember the last one, durably, before answering; otherwise only look
   * @param starts oldest first, the last one being the start under way
   */
  record Show(RandomId cluster, RandomId node, boolean store, List<RandomId> starts)
      implements FormRequest {
    public Show {
      starts = List.copyOf(starts);
    }
  }

  /** What the caller says of itself, if it does. */
  default Optional<NodeState> callerState() {
    return match(tell -> Optional.of(tell.caller()), show -> Optional.empty());
  }

  /** Takes the closed set apart, one function a case. */
  default <T> T match(Function<Tell, T> tell, Function<Show, T> show) {
    return this instanceof Tell request ? tell.apply(request) : show.apply((Show) this);
  }
}
