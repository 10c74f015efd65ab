package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** L-1 and how its holder chose that a leadership can be revoked: what is fenced may end early. */
abstract class RevocationChecks extends DegradedChecks {
  /** A detector of silence learns for how long a client is silent when nothing is wrong. */
  private static final Duration HEARD_FOR = Duration.ofSeconds(5);

  @Test
  public final void reads_showTheRevocation() throws Exception {
    campaign(client("one"), contender("fenced"), fenced());
    Coordinator watching = client("two");
    until("it leads", () -> isHolder(watching, "fenced"));
    assertThat(holder(watching).revocation()).isEqualTo(Revocation.ON_SUSPICION);
  }

  @Test
  public final void l1_closingEndsAFencedLeadershipAtOnce() throws Exception {
    Coordinator killed = client("killed");
    assumeThat(killed.capabilities().seesClosings(), "which sees no client's closing");
    Coordinator watching = client("watching");
    leadAndWait(killed, fenced(), watching);
    kill(killed);
    until("the next holds the election", () -> isHolder(watching, "next"));
    assertLastEnd(watching, EndReason.CRASHED);
  }

  @Test
  public final void l1_closingEndsNoLeadershipThatKeepsItsLease() throws Exception {
    Coordinator killed = client("killed");
    Coordinator watching = client("watching");
    leadAndWait(killed, fenced().andThen(c -> c.revocation(Revocation.AFTER_LEASE)), watching);
    kill(killed);
    giveTheChance(() -> isHolder(watching, "next"));
    assertThat(holder(watching).candidate()).hasToString("fenced");
  }

  @Test
  public final void l1_silenceEndsAFencedLeadershipBeforeItsLease() throws Exception {
    Coordinator silent = client("silent");
    assumeThat(silent.capabilities().suspects(), "which suspects nobody");
    Coordinator watching = client("watching");
    leadAndWait(silent, fenced(), watching);
    long from = now();
    until("both were heard for long enough", () -> since(from).compareTo(HEARD_FOR) > 0);
    cut(silent);
    until("the next holds the election", () -> isHolder(watching, "next"));
    assertLastEnd(watching, EndReason.SILENT);
  }

  private Consumer<CampaignConfig.Builder> fenced() {
    return config -> config.fencedBy(new RecordingFence("the fence", journal, claim -> {}));
  }

  /** One leads under a lease that does not end while the check runs, and "next" waits. */
  private void leadAndWait(
      Coordinator client, Consumer<CampaignConfig.Builder> how, Coordinator watching)
      throws Exception {
    Contender first = contender("fenced");
    campaign(client, first, how);
    awaitLead(first, 1);
    Contender next = contender("next");
    campaign(client("next"), next, fenced());
    awaitQueued(watching, next);
  }

  private ElectionView.Holder holder(Coordinator client) {
    return view(client).flatMap(ElectionView::holder).orElseThrow();
  }

  private boolean isHolder(Coordinator client, String name) {
    return view(client)
        .flatMap(ElectionView::holder)
        .filter(holder -> holder.candidate().toString().equals(name))
        .isPresent();
  }

  private void assertLastEnd(Coordinator client, EndReason reason) {
    ElectionView view = view(client).orElseThrow();
    assertThat(view.history()).extracting(ElectionView.Past::reason).startsWith(reason);
  }

  private static void assumeThat(boolean able, String without) {
    if (!able) {
      throw new TestAbortedException("not for a coordinator " + without);
    }
  }
}
