package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;

/** A leader of term 1, and two clients that renew every 100 ms: one leads, the other stands. */
abstract class SilencesScene {
  static final long TTL = 5_000;
  static final long FAST = 100;

  /** A regular client's fuse is 292 ms; a tick or what a node missed adds to it. */
  static final long FUSE = 292;

  /** Renewals after which a silence is judged, and some more. */
  static final int MANY = 40;

  final HostHarness node = HostHarness.alone();
  long term = 1;
  TestClient holder = new TestClient(7);
  TestClient other = new TestClient(8);

  SessionEvent.Granted leading() {
    return leading(Revocation.ON_SUSPICION);
  }

  SessionEvent.Granted leading(Revocation revocation) {
    node.lead(1);
    holder = TestClient.open(node, 1, 7, 1, TTL);
    SessionEvent.Granted grant = holder.campaign(node, 1, 1, revocation);
    other = TestClient.open(node, 1, 8, 2, TTL);
    node.receive(2, other.request(TestClient.campaign(revocation)));
    node.commitAll(1);
    node.take(2);
    return grant;
  }

  /** Both renew so often, each 100 ms. */
  void renewBoth(int times) {
    for (int i = 0; i < times; i++) {
      advance(FAST);
      node.receive(1, holder.renew());
      node.receive(2, other.renew());
    }
  }

  /** Only the other renews, for so long. */
  void holderSilent(long millis) {
    for (long left = millis; left > 0; left -= FAST) {
      advance(Math.min(left, FAST));
      if (left >= FAST) {
        node.receive(2, other.renew());
      }
    }
  }

  /** Lets time pass and the log commit. */
  void advance(long millis) {
    node.advance(millis);
    node.commitAll(term);
  }

  /** The reasons for which leaderships ended, newest first. */
  List<EndReason> ends() {
    return node.machine().state().election(TestClient.ELECTION).orElseThrow().history().stream()
        .map(past -> past.reason())
        .toList();
  }

  Optional<SessionId> leader() {
    return node.machine()
        .state()
        .election(TestClient.ELECTION)
        .orElseThrow()
        .holder()
        .map(it -> it.session());
  }

  void assertStillLeading() {
    node.commitAll(term);
    assertThat(ends()).isEmpty();
    assertThat(leader()).contains(holder.session);
    assertThat(node.count("suspicions.silent")).isZero();
  }

  static Command silent(SessionEvent.Granted grant, long term) {
    return new Command.EndLeadership(grant.election(), grant.token(), EndReason.SILENT, term);
  }
}
