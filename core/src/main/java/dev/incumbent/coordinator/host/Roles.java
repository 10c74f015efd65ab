package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.StateView;
import dev.incumbent.session.PeerMessage.Attachment;
import dev.incumbent.session.SessionId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The roles of one session host, wired to one another, and what concerns several of them. */
final class Roles {
  final HostPorts ports;
  final Situation situation;
  final Outbox outbox = new Outbox();
  final Streams streams;
  final Attachments attachments;
  final Hearing hearing;
  final Freshness freshness;
  final Proposals proposals;
  final LeaseTable leases;
  final Withdrawals withdrawals;
  final Delays delays;
  final Closings closings;
  final Silences silences;
  final Sessions sessions;
  final Requests requests;
  final Peers peers;
  final Backups backups;
  final Reads reads;
  final Observers observers;
  private final Wake wake;

  Roles(HostConfig config, HostPorts ports, StateView state) {
    this.ports = ports;
    situation = new Situation(config, state);
    streams = new Streams(situation, outbox);
    attachments = new Attachments(situation);
    hearing = new Hearing(situation);
    freshness = new Freshness(situation);
    proposals = new Proposals(situation, ports, outbox);
    leases = new LeaseTable(situation, ports, proposals);
    withdrawals = new Withdrawals(situation, proposals);
    delays = new Delays(situation, proposals);
    closings = new Closings(situation, ports, proposals, attachments, hearing);
    silences = new Silences(situation, ports, outbox, proposals);
    sessions = new Sessions(situation, outbox, attachments, proposals, leases);
    requests = new Requests(situation, outbox, attachments, proposals);
    peers = new Peers(situation, outbox, attachments, hearing, freshness);
    backups = new Backups(situation, ports, outbox, streams);
    Answers answers = new Answers(situation, ports, leases, withdrawals, freshness);
    reads = new Reads(situation, outbox, proposals, answers, backups);
    observers = new Observers(situation, ports, outbox, streams);
    wake = new Wake(situation, outbox);
  }

  /** Forgets a stream and what hung on it. */
  void streamGone(long id, boolean byClient) {
    Optional<SessionId> session = streams.gone(id).flatMap(Streams.Stream::session);
    session
        .flatMap(carried -> attachments.streamGone(carried, id, byClient))
        .ifPresent(this::attachmentGone);
    reads.streamGone(id);
    backups.streamGone(id);
    observers.streamGone(id);
  }

  private void attachmentGone(Attachment attachment) {
    requests.forget(attachment.session());
    if (attachment.closed()) {
      peers.changed(attachment);
      closings.review(attachment.session());
    }
  }

  /**
   * This node does not lead: what it was told as a leader is no longer kept up to date. Each new
   * leader is told in full.
   */
  void notTold() {
    hearing.forget();
    closings.forgetAll();
  }

  void woken() {
    wake.woken();
    if (situation.leads()) {
      silences.woken();
    }
  }

  /** After each event: everything whose time has come, and then what is to be submitted. */
  void settle() {
    if (situation.leads()) {
      leases.expireDue();
      withdrawals.endDue();
      delays.endDue();
      closings.reviewIfHearingChanged();
    }
    streams.tellLeaderChange();
    peers.settle();
    observers.settle();
    backups.settle();
    proposals.flush();
    ports.counters().set("sessions", situation.state().sessionCount());
    ports.counters().set("streams", streams.count());
    ports.counters().set("grants.held.off.millis", delays.holdOffLeftMillis());
    wake.at(times());
  }

  private Stream<OptionalLong> times() {
    Stream<OptionalLong> always =
        Stream.of(peers.next(), observers.next(), backups.next(), proposals.next());
    return situation.leads()
        ? Stream.concat(
            always,
            Stream.of(
                leases.next(), withdrawals.next(), delays.next(), hearing.next(), silences.next()))
        : always;
  }
}
