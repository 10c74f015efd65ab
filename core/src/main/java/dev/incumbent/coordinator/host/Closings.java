package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.StateView.SessionView;
import dev.incumbent.coordinator.StateView.Suspectable;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.PeerMessage.Attachment;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ends {@code ON_SUSPICION} leaderships at once when the client's side has closed their session's
 * attachments: never the session, and never another leadership.
 *
 * <p>A session counts as closed when
 *
 * <ul>
 *   <li>at no node that is heard is its newest attachment there open,
 *   <li>at a majority of the members, all heard, it is closed, and
 *   <li>the newest of all its attachments that are known is among those closed.
 * </ul>
 *
 * <pre>
 * session    event                                            what follows
 * any        a closing, a grant, a node heard or no longer    EndLeadership for each, if closed
 * closed     EndLeadership failed, same term                  EndLeadership, if still closed
 * closed     attached anew                                    open: nothing more
 * </pre>
 */
final class Closings {
  private final Situation situation;
  private final HostPorts ports;
  private final Proposals proposals;
  private final Attachments own;
  private final Hearing hearing;
  private final TreeMap<String, TreeMap<SessionId, Attachment>> told = new TreeMap<>();
  private final TreeSet<FencingToken> proposed = new TreeSet<>();
  private List<String> heardBefore = List.of();

  Closings(
      Situation situation, HostPorts ports, Proposals proposals, Attachments own, Hearing hearing) {
    this.situation = situation;
    this.ports = ports;
    this.proposals = proposals;
    this.own = own;
    this.hearing = hearing;
  }

  void begin() {
    proposed.clear();
    heardBefore = List.of();
  }

  /** A node told its newest attachments. An older one than known is a late word and ignored. */
  void told(String node, List<Attachment> attachments) {
    TreeMap<SessionId, Attachment> known = told.computeIfAbsent(node, n -> new TreeMap<>());
    for (Attachment attachment : attachments) {
      Attachment before = known.get(attachment.session());
      boolean late =
          before != null
              && (before.attachment() > attachment.attachment()
                  || (before.attachment() == attachment.attachment() && before.closed()));
      if (!late && attachment.closed() && isUnknown(attachment.session())) {
        known.remove(attachment.session());
      } else if (!late) {
        known.put(attachment.session(), attachment);
        review(attachment.session());
      }
    }
  }

  /** A session that is not open here, yet or any more, may have streams; nothing else is kept. */
  private boolean isUnknown(SessionId session) {
    return situation.state().summary(session).isEmpty();
  }

  /** What a node told is no longer kept up to date: it tells in full again. */
  void forget(String node) {
    told.remove(node);
  }

  void forgetAll() {
    told.clear();
  }

  void sessionEnded(SessionId session) {
    told.values().forEach(known -> known.remove(session));
  }

  void leadershipEnded(FencingToken token) {
    proposed.remove(token);
  }

  /** An end that was proposed did not get into the log: it is judged anew. */
  void failed(Command.EndLeadership command) {
    proposed.remove(command.token());
    reviewAll();
  }

  /** Judges every session if other nodes are heard than before. */
  void reviewIfHearingChanged() {
    List<String> heard = hearing.heard();
    if (situation.leads() && !heard.equals(heardBefore)) {
      heardBefore = heard;
      reviewAll();
    }
  }

  private void reviewAll() {
    TreeSet<SessionId> closedSomewhere = new TreeSet<>();
    own.all().stream().filter(Attachment::closed).forEach(a -> closedSomewhere.add(a.session()));
    for (TreeMap<SessionId, Attachment> known : told.values()) {
      known.values().stream()
          .filter(Attachment::closed)
          .forEach(a -> closedSomewhere.add(a.session()));
    }
    closedSomewhere.forEach(this::review);
  }

  /** Something happened to a session by which it may count as closed. */
  void review(SessionId session) {
    if (!situation.leads() || !isClosed(session)) {
      return;
    }
    Optional<SessionView> view = situation.state().session(session);
    for (Suspectable one : view.map(SessionView::suspectable).orElse(List.of())) {
      if (proposed.add(one.token())) {
        ports.counters().add("suspicions.closed", 1);
        proposals.propose(
            new Command.EndLeadership(
                one.election(), one.token(), EndReason.CRASHED, situation.term()));
      }
    }
  }

  private boolean isClosed(SessionId session) {
    int closed = 0;
    long newestClosed = 0;
    for (String node : hearing.heard()) {
      Optional<Attachment> attachment = at(node, session);
      if (attachment.isPresent()) {
        if (!attachment.get().closed()) {
          return false;
        }
        closed++;
        newestClosed = Math.max(newestClosed, attachment.get().attachment());
      }
    }
    int majority = situation.members().size() / 2 + 1;
    return closed >= majority && newestClosed >= newestKnown(session);
  }

  private Optional<Attachment> at(String node, SessionId session) {
    if (node.equals(situation.config().node())) {
      return own.find(session);
    }
    return Optional.ofNullable(told.getOrDefault(node, new TreeMap<>()).get(session));
  }

  private long newestKnown(SessionId session) {
    long newest = own.find(session).map(Attachment::attachment).orElse(0L);
    for (TreeMap<SessionId, Attachment> known : told.values()) {
      Attachment attachment = known.get(session);
      newest = Math.max(newest, attachment == null ? 0 : attachment.attachment());
    }
    return newest;
  }
}
