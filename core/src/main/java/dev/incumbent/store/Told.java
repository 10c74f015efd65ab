package dev.incumbent.store;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.RecordState;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the client knows of its part in one election: where it stands, and what it holds. It is told
 * the difference to each record that is accepted.
 *
 * <p>Guarantees: a leadership is told only once a write that granted it is known to have taken
 * effect, and its end before any renewal is acknowledged after the record that shows it was read
 * (lease rule 5).
 */
final class Told {
  private final OwnSession session;
  private final TreeMap<CandidateName, Operation.Campaign> standing = new TreeMap<>();
  private Optional<ServerMessage.Held> held = Optional.empty();
  private long largestToken;

  Told(OwnSession session) {
    this.session = session;
  }

  Optional<ServerMessage.Held> held() {
    return held;
  }

  /** Whether the client has any part in the election. */
  boolean hasPart() {
    return held.isPresent() || !standing.isEmpty();
  }

  boolean stands() {
    return !standing.isEmpty();
  }

  /** The candidacies that wait, as far as the client knows. */
  List<CandidateName> queued() {
    List<CandidateName> queued = new ArrayList<>(standing.keySet());
    held.ifPresent(it -> queued.remove(it.candidate()));
    return queued;
  }

  /** Those that wait, and are not in the record: somebody else passed them over, or lost them. */
  List<Operation.Campaign> missingIn(RecordState state) {
    return queued().stream()
        .filter(name -> !state.stands(session.id(), name))
        .map(standing::get)
        .toList();
  }

  /** Nothing is entered again: the session closes. */
  void forgetStanding() {
    standing.clear();
  }

  /** An operation took effect. */
  void applied(Operation operation, OperationResult result) {
    if (!(result instanceof OperationResult.Done)) {
      return;
    }
    if (operation instanceof Operation.Campaign campaign) {
      standing.put(campaign.candidate(), campaign);
    } else if (operation instanceof Operation.Cancel cancel) {
      boolean leads = held.filter(it -> it.candidate().equals(cancel.candidate())).isPresent();
      if (!leads) {
        standing.remove(cancel.candidate());
      }
    } else if (operation instanceof Operation.UpdateMetadata update) {
      standing.computeIfPresent(
          update.candidate(), (name, campaign) -> campaign.withMetadata(update.metadata()));
    }
  }

  /**
   * Tells the difference to a record that is accepted.
   *
   * @param granting whether a write of this process that is known to have taken effect made it
   */
  void sync(RecordState state, boolean granting) {
    Optional<ServerMessage.Held> now = state.heldBy(session.id());
    if (held.isPresent() && !isHeld(now, held.get().token())) {
      ended(held.get(), state);
    }
    if (granting && held.isEmpty() && now.filter(it -> isNew(it.token())).isPresent()) {
      granted(now.orElseThrow());
    }
    now.filter(it -> isHeld(held, it.token())).ifPresent(this::changed);
  }

  /**
   * Whether the record says that the session holds what the client was not granted, or stands where
   * it did not enter, or left: the record was put back, or nobody knows what became of a write.
   */
  boolean isGhost(RecordState state) {
    Optional<ServerMessage.Held> now = state.heldBy(session.id());
    if (now.isPresent()) {
      return !isHeld(held, now.get().token());
    }
    return !session.isClosing() && !standing.keySet().containsAll(state.candidatesOf(session.id()));
  }

  private boolean isNew(FencingToken token) {
    return token.value() > largestToken;
  }

  private static boolean isHeld(Optional<ServerMessage.Held> held, FencingToken token) {
    return held.filter(it -> it.token().equals(token)).isPresent();
  }

  private void granted(ServerMessage.Held now) {
    largestToken = now.token().value();
    SessionEvent.Granted event = now.granted();
    held =
        Optional.of(
            new ServerMessage.Held(
                now.election(),
                now.candidate(),
                now.token(),
                now.grant(),
                now.fencesToClaim(),
                now.predecessors(),
                false,
                Optional.empty(),
                Optional.empty()));
    session.tell(event);
  }

  private void changed(ServerMessage.Held now) {
    ServerMessage.Held before = held.orElseThrow();
    held = Optional.of(now);
    if (!now.withdrawn().equals(before.withdrawn())) {
      now.withdrawn().ifPresent(session::tell);
    }
    if (!now.handover().equals(before.handover())) {
      now.handover().ifPresent(session::tell);
    }
  }

  private void ended(ServerMessage.Held before, RecordState state) {
    held = Optional.empty();
    if (!state.stands(session.id(), before.candidate())) {
      standing.remove(before.candidate());
    }
    EndReason reason = state.endOf(before.token()).orElse(EndReason.RESTORED);
    session.tell(new SessionEvent.Ended(before.election(), before.token(), reason));
  }
}
