package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.FencedStore.Writer;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * The checks that every coordinator must pass: extend it, return the backend from {@link
 * #backend()}, and run it with JUnit 5.
 *
 * <pre>
 * class MyCoordinatorTest extends CoordinatorKit {
 *   &#64;Override
 *   protected CoordinatorUnderTest backend() {
 *     return CoordinatorUnderTest.of(Duration.ofSeconds(1), SERVER::connect).cutBy(SERVER::cut);
 *   }
 * }
 * </pre>
 *
 * <p>Shows: S-1, S-2, S-4 … S-7, S-3, S-9 and S-10 where declared, C-1 … C-4, L-1 (with what {@code
 * ON_SUSPICION} may end, where the capabilities say so) and L-4, what candidates are promised
 * (priority, preference, health, tenure, metadata, lock delay) and what operators may do, as far as
 * the public port shows it. A check's name begins with the rule, or else the subject, that it is
 * about. The checks are final: what cannot be done to a backend is left out of its {@link
 * CoordinatorUnderTest}, and a check that needs it is reported as skipped.
 *
 * <p>NOT shown: durability (S-8), clocks that drift (S-2's bound is arithmetic, which core's own
 * tests show), and the interleavings that only a simulation reaches.
 *
 * <p>Threads and time: nothing sleeps. What must happen is waited for within {@link
 * CoordinatorUnderTest#patience}; what must not gets 300 ms to happen. Only the checks that cut a
 * client off, or let a drain overrun, wait for the short lease, at most three of them.
 */
public abstract class CoordinatorKit extends RevocationChecks {
  private static final int CHANGES = 20;

  @Test
  public final void s9_changesThroughABrokenWireTakeEffectOnce() throws Exception {
    Coordinator client = clientWithValues();
    Leadership held = lead(client, contender("writing"));
    List<CompletableFuture<Long>> changes = changeThroughABrokenWire(client, Writer.of(held));
    long done = 0;
    long unknown = 0;
    for (CompletableFuture<Long> change : changes) {
      Optional<IncumbentException> failure = failure(change);
      done += failure.isEmpty() ? 1 : 0;
      unknown += failure.filter(f -> !f.code().surelyNotApplied()).isPresent() ? 1 : 0;
    }
    assertThat(version(client)).as("changes that took effect").isBetween(done, done + unknown);
    assertThat(done).as("changes that were acknowledged").isPositive();
  }

  @Test
  public final void s3_formerLeaderWritesNothing() throws Exception {
    Coordinator client = clientWithValues();
    Contender first = contender("first");
    Candidacy candidacy = campaign(client, first);
    Writer former = Writer.of(awaitLead(first, 1));
    ask("a write of the leader", () -> put(client, former, "its own"));
    answer("the closing", begin(candidacy::close));
    assertThat(failure(put(client, former, "after its end"))).as("when nobody leads").isPresent();
    lead(client, contender("second"));
    assertThat(failure(put(client, former, "late"))).as("when another leads").isPresent();
    assertThat(stored(client).orElseThrow().value()).isEqualTo(Bytes.utf8("its own"));
  }

  @Test
  public final void values_changeOnlyAtTheExpectedVersion() throws Exception {
    Coordinator client = clientWithValues();
    Writer writer = Writer.of(lead(client, contender("writing")));
    assertThat(ask("a first write", () -> putIf(client, writer, "first", 0))).isEqualTo(1);
    assertThat(failure(putIf(client, writer, "first again", 0)).map(IncumbentException::code))
        .contains(FailureCode.COMPARE_FAILED);
    assertThat(ask("a second write", () -> putIf(client, writer, "second", 1))).isEqualTo(2);
    assertThat(stored(client).orElseThrow().value()).isEqualTo(Bytes.utf8("second"));
  }

  @Test
  public final void values_areGoneOnceDeleted() throws Exception {
    Coordinator client = clientWithValues();
    Writer writer = Writer.of(lead(client, contender("writing")));
    ask("a write", () -> put(client, writer, "value"));
    ask("a deletion", () -> client.store().delete(writer, key(), OptionalLong.empty()));
    assertThat(stored(client)).isEmpty();
  }

  /** Half of them, then one while the client is cut off, then the others. */
  private List<CompletableFuture<Long>> changeThroughABrokenWire(Coordinator client, Writer writer)
      throws Exception {
    List<CompletableFuture<Long>> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES / 2; i++) {
      changes.add(put(client, writer, "before " + i));
    }
    Step mend = cut(client);
    CompletableFuture<Long> stuck = put(client, writer, "cut");
    giveTheChance(stuck::isDone);
    changes.add(stuck);
    mend(mend);
    for (int i = 0; i < CHANGES / 2; i++) {
      changes.add(put(client, writer, "after " + i));
    }
    return changes;
  }

  private CompletableFuture<Long> put(Coordinator client, Writer writer, String text) {
    return put(client, writer, text, OptionalLong.empty());
  }

  private CompletableFuture<Long> putIf(
      Coordinator client, Writer writer, String text, long version) {
    return put(client, writer, text, OptionalLong.of(version));
  }

  private CompletableFuture<Long> put(
      Coordinator client, Writer writer, String text, OptionalLong ifVersion) {
    return call("a write", () -> client.store().put(writer, key(), Bytes.utf8(text), ifVersion));
  }

  /** Of the one key of this check: how often it was changed. */
  private long version(Coordinator client) {
    return stored(client).map(FencedStore.Stored::version).orElse(0L);
  }

  private Optional<FencedStore.Stored> stored(Coordinator client) {
    return ask("a read", () -> client.store().get(key(), Freshness.LINEARIZABLE)).value();
  }

  private String key() {
    return election().value();
  }

  private Optional<IncumbentException> failure(CompletableFuture<?> change) {
    try {
      answer("a change", change);
      return Optional.empty();
    } catch (IncumbentException e) {
      return Optional.of(e);
    }
  }

  private Coordinator clientWithValues() throws Exception {
    Coordinator client = client("one");
    if (!client.capabilities().keepsValues()) {
      throw new TestAbortedException("not for a coordinator without a key-value storage");
    }
    return client;
  }
}
