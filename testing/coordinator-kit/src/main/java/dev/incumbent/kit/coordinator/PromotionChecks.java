package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.Claim;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** S-4: what happens between the grant and the work. */
abstract class PromotionChecks extends LeaseChecks {
  @Test
  public final void s4_claimsEveryFenceBeforeTheWork() throws Exception {
    RecordingFence one = fence("one");
    RecordingFence two = fence("two");
    Contender who = contender("fenced");
    campaign(client("one"), who, config -> config.fencedBy(one, two));
    Leadership held = awaitLead(who, 1);
    assertThat(journal)
        .containsExactlyInAnyOrder(
            "one is claimed with " + held.token(),
            "two is claimed with " + held.token(),
            "fenced leads with " + held.token());
    assertThat(journal.get(2)).startsWith("fenced leads");
    Claim claim = one.claims().get(0);
    assertThat(claim.space()).isEqualTo(held.space());
    assertThat(claim.grant()).isEqualTo(held.grant());
    assertThat(claim.remaining().get()).isPositive();
  }

  @Test
  public final void s4_noWorkBeginsUnderAFenceThatRefuses() throws Exception {
    AtomicInteger refusals = new AtomicInteger();
    RecordingFence refusing =
        new RecordingFence(
            "refusing",
            journal,
            claim -> {
              if (refusals.incrementAndGet() <= 2) {
                throw Failure.rejected("claim", claim.token().toString(), "none yet").toException();
              }
            });
    Contender who = contender("fenced");
    campaign(client("one"), who, config -> config.fencedBy(refusing));
    Leadership held = awaitLead(who, 1);
    assertThat(refusing.claims()).extracting(Claim::token).doesNotHaveDuplicates().isSorted();
    assertJournal("refusing is claimed with " + held.token(), "fenced leads with " + held.token());
    assertThat(who.ends()).as("ends of grants that never led").isEmpty();
  }

  @Test
  public final void s4_noWorkBeginsUnderAFenceThatThrows() throws Exception {
    AtomicInteger throwing = new AtomicInteger();
    RecordingFence broken =
        new RecordingFence(
            "broken",
            journal,
            claim -> {
              if (throwing.incrementAndGet() <= 2) {
                throw new IllegalStateException("the storage is away");
              }
            });
    Contender who = contender("fenced");
    campaign(client("one"), who, config -> config.fencedBy(broken));
    Leadership held = awaitLead(who, 1);
    assertJournal("broken is claimed with " + held.token(), "fenced leads with " + held.token());
  }

  /** Somebody may still write through a fence that the next leader does not know. */
  @Test
  public final void s4_nobodyLeadsPastAPredecessorsFence() throws Exception {
    RecordingFence fence = fence("of the crashed");
    Coordinator crashing = hastyClient("crashing");
    Contender crashed = contender("crashed");
    campaign(
        crashing, crashed, config -> config.fencedBy(fence).revocation(Revocation.AFTER_LEASE));
    Leadership old = awaitLead(crashed, 1);
    Coordinator other = client("other");
    until("its promotion is known", () -> isPromoted(other, old));
    Contender unfenced = contender("unfenced");
    queueUp(other, unfenced);
    cut(crashing);
    until("a promotion failed", () -> hasEnded(other, unfenced, EndReason.PROMOTION_FAILED));
    assertThat(unfenced.led()).as("leaderships past an unclaimed fence").isEmpty();
    Contender fenced = contender("fenced");
    campaign(other, fenced, config -> config.fencedBy(fence).priority(1));
    Leadership next = awaitLead(fenced, 1);
    assertThat(fence.claims()).extracting(Claim::token).contains(next.token());
    assertThat(unfenced.led()).isEmpty();
  }

  final RecordingFence fence(String name) {
    return new RecordingFence(name, journal, claim -> {});
  }

  final boolean isPromoted(Coordinator client, Leadership leadership) {
    return view(client)
        .flatMap(view -> view.holder())
        .filter(holder -> holder.token().equals(leadership.token()) && holder.promoted())
        .isPresent();
  }

  final boolean hasEnded(Coordinator client, Contender who, EndReason reason) {
    return view(client)
        .filter(
            view ->
                view.history().stream()
                    .anyMatch(
                        past -> past.candidate().equals(who.name()) && past.reason() == reason))
        .isPresent();
  }
}
