package dev.incumbent.simulation;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.StateConfig;
import dev.incumbent.coordinator.host.HostEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Raft as the nodes see it: one log, and leaders that come, go, and are deposed without knowing.
 *
 * <pre>
 * a leader is effective      while it runs and a majority that runs reaches it, both ways
 * an entry is committed      when its leader is effective a round trip after it was submitted
 * a leader is elected        an election timeout after the last one stopped being effective: one whose
 *                            disk has all that is committed; any prefix of what was under way survives
 * a deposed leader           learns it from the new one, or gives up by itself later; until then it
 *                            takes entries, which are lost
 * </pre>
 */
final class RaftGroup {
  private static final long MIN_TIMEOUT_NANOS = 150 * Agenda.MILLI;
  private static final long MAX_TIMEOUT_NANOS = 450 * Agenda.MILLI;

  /** An entry under way; the leader's own first one has none. */
  private static final class Pending {
    private final long term;
    private final Optional<LogEntry> entry;
    private boolean replicated;

    Pending(long term, Optional<LogEntry> entry) {
      this.term = term;
      this.entry = entry;
    }
  }

  private final World world;
  private final Draw draw;
  private final List<Member> members = new ArrayList<>();
  private final RaftLog log;
  private final RaftNews news;
  private final LogRefusals refusals;
  private ArrayDeque<Pending> pending = new ArrayDeque<>();
  private @Nullable Member leader;
  private long term;
  private boolean electionPlanned;

  RaftGroup(World world) {
    this.world = world;
    draw = world.draw("raft");
    Duration maxTtl = Duration.ofMillis(world.scenario.shape().maxTtlMillis());
    log = new RaftLog(StateConfig.defaults().withMaxTtl(maxTtl));
    for (int i = 0; i < world.scenario.shape().nodes(); i++) {
      members.add(new Member(new SimNode(world, this, world.machine(i, "n" + (i + 1)))));
    }
    news = new RaftNews(world, this, draw);
    refusals = new LogRefusals(world);
  }

  List<Member> members() {
    return members;
  }

  RaftLog log() {
    return log;
  }

  long term() {
    return term;
  }

  @Nullable Member leader() {
    return leader;
  }

  Optional<SimNode> find(String address) {
    return members.stream().map(Member::node).filter(it -> it.address().equals(address)).findAny();
  }

  void begin() {
    members.forEach(this::start);
    reconsider();
  }

  /** A node starts: what it has applied begins at the last snapshot on its disk. */
  void start(Member member) {
    member.crashed();
    member.node().start(log.initial());
    long snapshot = draw.chance(50) ? draw.between(0, member.match) : 0;
    if (snapshot > 0) {
      news.install(member, snapshot);
    }
    reconsider();
  }

  void crash(Member member, boolean seen) {
    member.node().crash(seen);
    member.crashed();
    reconsider();
  }

  /** What a stalled log was given enters it later, in whatever term the node leads by then. */
  void submit(SimNode node, LogEntry entry) {
    Member member = member(node);
    long wait = member.stalledUntilNanos - world.agenda.now();
    if (wait > 0) {
      member.machine().after(wait, () -> enter(member, entry));
    } else {
      enter(member, entry);
    }
  }

  private void enter(Member member, LogEntry entry) {
    if (member.leadsTerm == 0 || refusals.refuses(member, entry)) {
      fail(member, entry, true);
    } else if (member == leader && member.leadsTerm == term) {
      member.unanswered.add(entry);
      add(new Pending(term, Optional.of(entry)));
    } else {
      member.unanswered.add(entry);
      world.tally.count(Exercised.LOST_ENTRY);
    }
  }

  private void add(Pending added) {
    pending.add(added);
    world.agenda.after(
        draw.between(Agenda.MILLI, 6 * Agenda.MILLI),
        () -> {
          added.replicated = true;
          pump();
        });
  }

  private void fail(Member member, LogEntry entry, boolean surelyNot) {
    HostEvent failed = new HostEvent.SubmitFailed(entry.randomHigh(), entry.randomLow(), surelyNot);
    member.machine().after(0, () -> member.node().tell(failed));
  }

  private Member member(SimNode node) {
    return members.stream().filter(it -> it.node() == node).findAny().orElseThrow();
  }

  /** Commits what can be. */
  private void pump() {
    Member leads = leader;
    while (leads != null && isEffective(leads) && !pending.isEmpty()) {
      if (!pending.element().replicated || !ownIsReplicated(leads)) {
        return;
      }
      commit(leads, pending.remove());
    }
  }

  /** What an older leader has left is committed with the new one's first entry, not before. */
  private boolean ownIsReplicated(Member leads) {
    return pending.element().term == leads.leadsTerm
        || pending.stream().anyMatch(it -> it.replicated && it.term == term);
  }

  private void commit(Member leads, Pending committed) {
    if (committed.entry.isPresent()) {
      LogEntry entry = world.tampering.entering(committed.term, committed.entry.get(), log.state());
      Applied applied = log.append(committed.term, entry);
      leads.unanswered.remove(entry);
      world.judge.applied(world, applied, log.state());
      world.director.committed(applied);
    } else {
      log.appendOwn();
    }
    for (Member member : members) {
      if (member == leads || (member.machine().runs() && reach(member, leads))) {
        member.match = log.length();
        news.catchUp(member, member == leads);
      }
    }
    if (committed.entry.isEmpty() && committed.term == term) {
      news.ready(leads, term);
    }
  }

  boolean isEffective(Member member) {
    return member.machine().runs()
        && members.stream().filter(it -> reaches(it, member)).count() * 2 > members.size();
  }

  private boolean reaches(Member other, Member member) {
    return other == member || (other.machine().runs() && reach(other, member));
  }

  boolean reach(Member a, Member b) {
    return world.network.connects(a.machine(), b.machine());
  }

  /** Something about machines or the network has changed. */
  void reconsider() {
    Member leads = leader;
    if (leads != null && leads.leadsTerm == term && isEffective(leads)) {
      for (Member member : members) {
        if (member != leads && member.machine().runs() && reach(member, leads)) {
          member.match = log.length();
          news.catchUp(member, false);
        }
      }
      pump();
    } else if (!electionPlanned) {
      electionPlanned = true;
      world.agenda.after(draw.between(MIN_TIMEOUT_NANOS, MAX_TIMEOUT_NANOS), this::timedOut);
    }
    news.spread();
  }

  private void timedOut() {
    electionPlanned = false;
    Member leads = leader;
    if (leads == null || leads.leadsTerm != term || !isEffective(leads)) {
      elect();
    }
    reconsider();
  }

  /** Another one leads though nothing is wrong with the last: a hiccup. */
  void failOver() {
    elect();
    reconsider();
  }

  /** The one that leads is elected again, if it can be; its stall is over for what comes now. */
  void electAnew(Member leads) {
    if (isEffective(leads) && leads.match >= log.length()) {
      leads.stalledUntilNanos = 0;
      take(leads, leads);
      reconsider();
    }
  }

  private void elect() {
    List<Member> able =
        members.stream().filter(it -> isEffective(it) && it.match >= log.length()).toList();
    Member old = leader;
    if (able.isEmpty()) {
      news.contactLost();
      if (old != null && draw.chance(30)) {
        news.depose(old, term);
      }
      return;
    }
    take(old, able.get(draw.index(able.size())));
  }

  private void take(@Nullable Member old, Member elected) {
    term += draw.between(1, 2);
    if (old != null && old.leadsTerm > 0) {
      world.tally.count(Exercised.FAILOVER);
      news.depose(old, old.leadsTerm);
    }
    keepPrefix(old == elected);
    leader = elected;
    news.elected(elected, term);
    pending.forEach(it -> it.replicated = true);
    add(new Pending(term, Optional.empty()));
  }

  private void keepPrefix(boolean all) {
    int kept = all ? pending.size() : (int) draw.between(0, pending.size());
    while (pending.size() > kept) {
      if (pending.removeLast().entry.isPresent()) {
        world.tally.count(Exercised.LOST_ENTRY);
      }
    }
  }

  /** Every node is gone for good; new ones go on from a copy of an earlier state. */
  void restore(long position) {
    pending = new ArrayDeque<>();
    leader = null;
    term = 0;
    log.restore(position, 0);
    for (Member member : members) {
      member.match = 0;
    }
  }

  void failUnanswered(Member member) {
    List<LogEntry> failed = List.copyOf(member.unanswered);
    member.unanswered.clear();
    failed.forEach(entry -> fail(member, entry, false));
  }
}
