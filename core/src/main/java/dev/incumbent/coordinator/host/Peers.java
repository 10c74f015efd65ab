package dev.incumbent.coordinator.host;

import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.PeerMessage.Attachment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What this node, following, tells the leader: its attachments in full to each new leader and after
 * each new connection, every change of them from then on, and a probe every second (the first one
 * right after the full telling, which it thereby ends).
 *
 * <pre>
 * told         event                                     next         sent
 * nobody       another node leads and is connected       that one     Attachments (all), Probe
 * a leader     an attachment is made, or closed          same         Attachments (one)
 * a leader     a second since the last probe             same         Probe
 * a leader     a stale read older than a second          same         Probe, unless one is asked
 * a leader     it leads no more, or is disconnected      nobody       -
 * </pre>
 */
final class Peers {
  static final long PROBE_NANOS = 1_000_000_000L;
  static final long MAX_STALE_MILLIS = 1_000;

  /** Attachments in one message; each takes at most 27 bytes. */
  private static final int PIECE = 2_000;

  /** Whom this node has told everything, in which term. */
  private record Told(String node, long term) {}

  private final Situation situation;
  private final Outbox outbox;
  private final Attachments attachments;
  private final Hearing hearing;
  private final Freshness freshness;
  private Optional<Told> told = Optional.empty();
  private OptionalLong nextProbe = OptionalLong.empty();

  Peers(
      Situation situation,
      Outbox outbox,
      Attachments attachments,
      Hearing hearing,
      Freshness freshness) {
    this.situation = situation;
    this.outbox = outbox;
    this.attachments = attachments;
    this.hearing = hearing;
    this.freshness = freshness;
  }

  void disconnected(String node) {
    if (told.isPresent() && told.get().node().equals(node)) {
      told = Optional.empty();
    }
  }

  /** An attachment was made or closed here. */
  void changed(Attachment attachment) {
    told.ifPresent(
        leader -> outbox.sendPeer(leader.node(), new PeerMessage.Attachments(List.of(attachment))));
  }

  /** Tells a leader that was not told yet, and probes when it is time. */
  void settle() {
    Optional<Told> now =
        situation
            .otherLeader()
            .filter(hearing::isConnected)
            .map(node -> new Told(node, situation.knownTerm()));
    if (!now.equals(told)) {
      told = now;
      now.ifPresentOrElse(leader -> tellAll(leader.node()), () -> nextProbe = OptionalLong.empty());
    }
    if (nextProbe.isPresent() && nextProbe.getAsLong() - situation.now() <= 0) {
      probe();
    }
  }

  private void tellAll(String node) {
    List<Attachment> all = attachments.all();
    for (int from = 0; from < all.size(); from += PIECE) {
      List<Attachment> piece = all.subList(from, Math.min(from + PIECE, all.size()));
      outbox.sendPeer(node, new PeerMessage.Attachments(piece));
    }
    probe();
  }

  private void probe() {
    told.ifPresent(
        leader -> outbox.sendPeer(leader.node(), new PeerMessage.Probe(freshness.probe())));
    nextProbe = OptionalLong.of(situation.now() + PROBE_NANOS);
  }

  /** A stale read was answered from a state that is old: the next one shall be younger. */
  void refresh() {
    if (told.isPresent() && !freshness.isAsking(PROBE_NANOS)) {
      probe();
    }
  }

  OptionalLong next() {
    return nextProbe;
  }
}
