package dev.incumbent.simulation;

import dev.incumbent.coordinator.host.HostEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the nodes hear of Raft, each at its own time. */
final class RaftNews {
  private static final long QUORUM_LOST_NANOS = 450 * Agenda.MILLI;
  private static final int SNAPSHOT_GAP = 30;

  private final World world;
  private final RaftGroup group;
  private final Draw draw;

  RaftNews(World world, RaftGroup group, Draw draw) {
    this.world = world;
    this.group = group;
    this.draw = draw;
  }

  /** A member applies what is committed and on its disk. */
  void catchUp(Member member, boolean leads) {
    if (member.match - member.applied > SNAPSHOT_GAP && !leads) {
      install(member, member.match);
      return;
    }
    while (member.applied < member.match) {
      RaftLog.Committed next = group.log().get(++member.applied);
      long lag = leads ? draw.between(0, Agenda.MILLI) : draw.between(1, 50) * Agenda.MILLI;
      plan(member, lag);
      next.applied()
          .forEach(
              applied ->
                  member
                      .machine()
                      .at(
                          member.appliedAtNanos,
                          () ->
                              member
                                  .node()
                                  .tell(new HostEvent.EntryApplied(applied, next.state()))));
    }
  }

  private void plan(Member member, long lagNanos) {
    long at = world.agenda.now() + lagNanos + member.lagNanos;
    member.appliedAtNanos = Math.max(member.appliedAtNanos, at);
  }

  /** Its state is replaced by a snapshot. */
  void install(Member member, long position) {
    world.tally.count(Exercised.SNAPSHOT);
    member.applied = position;
    plan(member, Agenda.MILLI);
    HostEvent installed = new HostEvent.StateInstalled(group.log().stateAt(position));
    member.machine().at(member.appliedAtNanos, () -> member.node().tell(installed));
  }

  /** Its own first entry is committed: it is ready once it has applied everything before it. */
  void ready(Member member, long term) {
    catchUp(member, true);
    member
        .machine()
        .at(
            member.appliedAtNanos,
            () -> {
              if (member.leadsTerm == term) {
                member.toldQuorum = true;
                member.node().tell(new HostEvent.BecameReady(term));
              }
            });
  }

  void elected(Member member, long term) {
    if (member.leadsTerm > 0) {
      endTerm(member, member.leadsTerm);
    }
    member.leadsTerm = term;
  }

  /** It leads no more, and learns it some time; unless it has got its majority back by then. */
  void depose(Member member, long term) {
    boolean heard = group.leader() != null && group.isEffective(member);
    long wait = heard ? draw.between(1, 100) : draw.between(100, 3_000);
    if (draw.chance(15)) {
      wait += 700;
    }
    member
        .machine()
        .after(
            wait * Agenda.MILLI,
            () -> {
              if (!leadsOn(member, term)) {
                endTerm(member, term);
              }
            });
  }

  private boolean leadsOn(Member member, long term) {
    return group.leader() == member && group.term() == term && group.isEffective(member);
  }

  private void endTerm(Member member, long term) {
    if (member.leadsTerm == term) {
      member.leadsTerm = 0;
      member.node().tell(new HostEvent.LostLeadership());
      group.failUnanswered(member);
      spread();
      group.reconsider();
    }
  }

  /** Tells each node what it can know by now. */
  void spread() {
    for (Member member : group.members()) {
      if (member.machine().runs()) {
        tellLeader(member);
        tellQuorum(member);
      }
    }
  }

  private void tellLeader(Member member) {
    Member leader = group.leader();
    if (leader == null || leader.leadsTerm != group.term() || !hears(member, leader)) {
      return;
    }
    String address = leader.node().address();
    if (member.toldTerm != group.term() || !member.toldLeader.equals(address)) {
      member.toldTerm = group.term();
      member.toldLeader = address;
      tell(member, group.term(), leader.node());
    }
  }

  private boolean hears(Member member, Member leader) {
    return leader.machine().runs() && (member == leader || group.reach(member, leader));
  }

  private void tell(Member member, long term, @Nullable SimNode leader) {
    HostEvent known =
        new HostEvent.LeaderKnown(term, Optional.ofNullable(leader).map(SimNode::address));
    member
        .machine()
        .after(
            draw.between(1, 20) * Agenda.MILLI,
            () -> {
              if (member.toldTerm == term) {
                if (leader != member.node() && member.leadsTerm > 0 && member.leadsTerm < term) {
                  endTerm(member, member.leadsTerm);
                }
                member.node().tell(known);
                member.node().peers().leader(leader);
              }
            });
  }

  /** An election has begun that nobody wins: who hears no leader knows of none. */
  void contactLost() {
    Member leader = group.leader();
    for (Member member : group.members()) {
      boolean lost = leader == null || !hears(member, leader);
      if (lost && member.machine().runs() && !member.toldLeader.isEmpty()) {
        member.toldLeader = "";
        tell(member, member.toldTerm, null);
      }
    }
  }

  private boolean seesQuorum(Member member) {
    Member leader = group.leader();
    return leader != null
        && leader.leadsTerm == group.term()
        && group.isEffective(leader)
        && hears(member, leader);
  }

  private void tellQuorum(Member member) {
    boolean sees = seesQuorum(member);
    if (sees != member.toldQuorum) {
      long wait = sees ? 75 * Agenda.MILLI : QUORUM_LOST_NANOS;
      member
          .machine()
          .after(
              wait,
              () -> {
                if (seesQuorum(member) == sees && member.toldQuorum != sees) {
                  member.toldQuorum = sees;
                  member.node().tell(new HostEvent.QuorumSeen(sees));
                }
              });
    }
  }
}
