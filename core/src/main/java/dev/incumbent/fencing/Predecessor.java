package dev.incumbent.fencing;

import dev.incumbent.election.CandidateName;
import dev.incumbent.session.SessionId;
import java.util.Optional;

/**
 * A former leadership of the election whose work may not have returned: the new leader fences it
 * before its own work starts (S-4).
 *
 * @param session the session that it was granted to
 * @param candidate its name, for people: fencing goes by the other fields
 * @param incarnation the text of the {@link Incarnation} that it was granted to
 */
public record Predecessor(
    FencingToken token,
    GrantId grant,
    SessionId session,
    CandidateName candidate,
    String incarnation) {
  /** The process that it was, if the candidate told it in the known form. */
  public Optional<Incarnation> process() {
    return Incarnation.find(incarnation);
  }

  @Override
  public String toString() {
    return "'" + candidate + "' (" + incarnation + ") with token " + token;
  }
}
