package dev.incumbent.session.client;

/**
 * How a candidacy stands; {@link CandidacyProtocol} goes from one to the next.
 *
 * <pre>
 * state       event                                  next        done
 * IDLE        started, or its back-off is over       WAITING     Campaign
 * IDLE        the same, but it is not fit            ASIDE       or FINISHED: unfit, and onlyIfVacant
 * ASIDE       it is fit                              WAITING     Campaign
 * WAITING     granted                                LEADING     the leadership begins
 * WAITING     answered Failed REJECTED, the first    FINISHED    with the failure
 * WAITING     answered Failed REJECTED, a later one  WAITING     asks for a SessionState: it may stand
 * WAITING     SessionState without it, after that    FINISHED    with the failure
 * WAITING     answered Failed, onlyIfVacant          FINISHED    never led
 * WAITING     answered Failed otherwise              IDLE        back-off
 * WAITING     SessionState without it, answered      IDLE        back-off: granted and ended meanwhile
 * WAITING     the session is gone                    WAITING     Campaign in the next session
 * WAITING     leave, or it is unfit                  LEAVING     Cancel, or withdraws an unsent Campaign
 * LEADING     it is unfit                            LEADING     the leadership stops
 * LEADING     its floor was raised                   WAITING     a new grant follows: it keeps its place
 * LEADING     its leadership is over                 IDLE        or FINISHED: left, returned by itself, or
 *                                                                lost and told to finish then
 * LEAVING     granted                                LEAVING     released unused
 * WAITING     granted, no valid lease                IDLE        released unused; back-off once answered
 * LEAVING     Cancel answered, the session is gone   FINISHED    or IDLE, if it was unfit
 * IDLE, ASIDE leave                                  FINISHED
 * </pre>
 */
enum CandidacyState {
  IDLE,
  ASIDE,
  WAITING,
  LEADING,
  LEAVING,
  FINISHED
}
