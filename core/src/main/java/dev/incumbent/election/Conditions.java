package dev.incumbent.election;

import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * What keeps an election from being granted, what its next leader inherits, and what operators did
 * to it.
 *
 * @param paused by an operator: nobody is granted it until it is resumed
 * @param heldOff the coordinator was restored, and grants nothing yet
 * @param lockDelay the pause after the last end, if it is not over
 * @param raises how many raises of the floor count towards the bound of an hour
 * @param failedPromotion the newest promotion, if it failed and none has succeeded since
 * @param inherited the leaderships whose work may still be writing
 * @param notes what operators did, newest first; as many as ended leaderships are kept
 */
public record Conditions(
    boolean paused,
    boolean heldOff,
    Optional<LockDelay> lockDelay,
    int raises,
    Optional<FailedPromotion> failedPromotion,
    Inherited inherited,
    List<Note> notes) {
  /** The longest detail of an end, in bytes of UTF-8. */
  public static final int MAX_DETAIL_BYTES = 255;

  /** Nothing of it. */
  public static final Conditions NONE =
      new Conditions(
          false, false, Optional.empty(), 0, Optional.empty(), Inherited.NOTHING, List.of());

  public Conditions {
    notes = List.copyOf(notes);
  }

  /** The pause after the unconfirmed end of the leadership with that token. */
  public record LockDelay(FencingToken token, long millis) {}

  /**
   * A promotion that failed.
   *
   * @param detail which fence or action, and why
   * @param atMillis the submitting leader's wall clock, for people only
   */
  public record FailedPromotion(
      FencingToken token, CandidateName candidate, String detail, long atMillis) {}

  /**
   * The leaderships whose work may still be writing, and whose fences the next leader claims.
   *
   * @param known the oldest first; a view shows at most 100 of them
   * @param count how many are known one by one
   * @param mergedFences the fences of those that are no longer known one by one
   */
  public record Inherited(List<Predecessor> known, int count, List<String> mergedFences) {
    /** None of them. */
    public static final Inherited NOTHING = new Inherited(List.of(), 0, List.of());

    public Inherited {
      known = List.copyOf(known);
      mergedFences = List.copyOf(mergedFences);
    }
  }

  /** A leadership that has not ended cleanly. */
  public record Predecessor(
      FencingToken token,
      SessionId session,
      CandidateName candidate,
      String incarnation,
      List<String> fences) {
    public Predecessor {
      fences = List.copyOf(fences);
    }
  }

  /**
   * What an operator did.
   *
   * @param atMillis the submitting leader's wall clock, for people only
   * @param by how the operator's client called itself
   */
  public record Note(long atMillis, String by, String what) {}
}
