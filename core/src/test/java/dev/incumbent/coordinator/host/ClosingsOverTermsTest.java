package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.Revocation;
import org.junit.jupiter.api.Test;

/** What was told of closings counts in the term in which it was told. */
final class ClosingsOverTermsTest extends ClosingsScene {
  @Test
  void anotherLeadersTimeForgetsWhatWasTold() {
    granted(Revocation.ON_SUSPICION);
    tell("b", 2, true);
    tell("c", 3, true);
    node.follow("b", 2);
    node.on(new HostEvent.StreamClosed(1, true));

    node.lead(3);
    node.advance(10);

    assertThat(node.submittedCommands()).noneMatch(Command.EndLeadership.class::isInstance);
  }

  /** Between two of its terms a node is told nothing: what it knew may be outdated. */
  @Test
  void itsOwnNextTermForgetsWhatWasTold() {
    granted(Revocation.ON_SUSPICION);
    tell("b", 2, true);
    tell("c", 3, true);
    node.on(new HostEvent.LostLeadership());
    node.on(new HostEvent.StreamClosed(1, true));

    node.lead(2);
    probe("b");
    tell("b", 9, false);
    node.advance(10);

    assertThat(node.submittedCommands()).noneMatch(Command.EndLeadership.class::isInstance);
  }

  @Test
  void aNewLeaderEndsItOnceItWasToldAgain() {
    SessionEvent.Granted grant = granted(Revocation.ON_SUSPICION);
    node.follow("b", 2);
    node.on(new HostEvent.StreamClosed(1, true));
    node.lead(3);

    tell("b", 2, true);
    probe("b");
    node.commitAll(3);

    assertThat(node.machine().state().election(grant.election()).orElseThrow().holder()).isEmpty();
  }
}
