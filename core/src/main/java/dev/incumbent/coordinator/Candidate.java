package dev.incumbent.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.SessionId;
import java.util.List;

/**
 * One campaign, from its application until it is cancelled or the leadership it led to ends.
 *
 * @param order the number of the campaign among all of the cluster: its age, and its identity
 */
record Candidate(
    SessionId session,
    CandidateName name,
    long order,
    int priority,
    Revocation revocation,
    List<String> fences,
    String incarnation,
    Bytes metadata,
    long lockDelayMillis) {
  Candidate {
    fences = List.copyOf(fences);
  }

  static Candidate of(SessionId session, long order, Operation.Campaign campaign) {
    return new Candidate(
        session,
        campaign.candidate(),
        order,
        campaign.priority(),
        campaign.revocation(),
        campaign.fences(),
        campaign.incarnation(),
        campaign.metadata(),
        campaign.lockDelayMillis());
  }

  Candidate withMetadata(Bytes newMetadata) {
    return new Candidate(
        session,
        name,
        order,
        priority,
        revocation,
        fences,
        incarnation,
        newMetadata,
        lockDelayMillis);
  }

  Place place() {
    return new Place(priority, order);
  }

  boolean isNamed(SessionId otherSession, CandidateName otherName) {
    return session.equals(otherSession) && name.equals(otherName);
  }

  /** A place in an election's queue: the higher priority first, then the older campaign. */
  record Place(int priority, long order) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byPriority = Integer.compare(other.priority, priority);
      return byPriority != 0 ? byPriority : Long.compare(order, other.order);
    }
  }

  /** Where a session stands: an election, and the name under which it stands there. */
  record Standing(ElectionName election, CandidateName candidate) implements Comparable<Standing> {
    @Override
    public int compareTo(Standing other) {
      int byElection = election.compareTo(other.election);
      return byElection != 0 ? byElection : candidate.compareTo(other.candidate);
    }
  }
}
