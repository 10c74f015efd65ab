package dev.incumbent.client;

import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections.Listed;
import dev.incumbent.election.Freshness;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FenceRule;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The coordinator's storage as a fence. Each write is checked against the election's newest grant
 * in the same replicated step, so that the grant itself is the claim (S-3, S-4): who was sent the
 * grant and still holds it has claimed. For anybody else to claim is to look, in a linearizable
 * read, whether that grant still stands.
 *
 * <p>Threads: safe for use by any thread; a claim blocks on the coordinator, at most for the time
 * that its leadership has left.
 */
final class GrantFence implements Fence {
  private final SessionClient client;
  private volatile Optional<String> cluster = Optional.empty();

  GrantFence(SessionClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "incumbent-store";
  }

  @Override
  public void claim(Claim claim) throws InterruptedException {
    requireTime(claim);
    if (client.holds(claim.space().election(), claim.token(), claim.grant())) {
      return;
    }
    String own = cluster(claim);
    if (!own.equals(claim.space().cluster())) {
      throw Failure.rejected(
              "token space", claim.space().toString(), "those of cluster '" + own + "'")
          .toException();
    }
    Query query = new Query.Election(claim.space().election());
    Optional<ElectionView> view =
        Answers.page(await(claim, Answers.ask(client, query, Freshness.LINEARIZABLE)))
            .elections()
            .stream()
            .map(Listed::view)
            .findFirst();
    refusal(claim, view).ifPresent(GrantFence::raise);
  }

  private String cluster(Claim claim) throws InterruptedException {
    if (cluster.isEmpty()) {
      ServerMessage.ReadAnswer answer =
          await(claim, Answers.ask(client, new Query.NodeStatus(), Freshness.STALE));
      cluster = Optional.of(Answers.status(answer.answer()).cluster());
    }
    return cluster.orElseThrow();
  }

  private static Optional<Failure> refusal(Claim claim, Optional<ElectionView> view) {
    if (view.isEmpty()) {
      return Optional.of(
          Failure.rejected("election", claim.space().toString(), "one that was ever granted"));
    }
    Optional<ElectionView.Holder> holder = view.get().holder();
    long highWater =
        holder
            .map(h -> h.token().value())
            .or(() -> view.get().history().stream().findFirst().map(p -> p.token().value()))
            .orElse(0L);
    String grant = holder.map(h -> h.grant().toString()).orElse("");
    if (FenceRule.admits(highWater, grant, claim.token(), claim.grant())) {
      return Optional.empty();
    }
    boolean another = holder.isPresent() && highWater == claim.token().value();
    return Optional.of(
        another || highWater > claim.token().value()
            ? Failure.staleToken(where(claim), claim.token().value(), highWater)
            : lost(claim, "does not stand: the newest grant has token " + highWater));
  }

  private static <T> T await(Claim claim, CompletableFuture<T> answer) throws InterruptedException {
    try {
      return answer.get(claim.remaining().get().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw lost(claim, "had no time left before the coordinator answered").toException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IncumbentException refused) {
        throw refused;
      }
      throw new IllegalStateException("the coordinator could not be asked", e.getCause());
    }
  }

  private static void requireTime(Claim claim) {
    if (claim.remaining().get().isZero()) {
      raise(lost(claim, "has no time left"));
    }
  }

  private static void raise(Failure failure) {
    throw failure.toException();
  }

  private static Failure lost(Claim claim, String why) {
    return new Failure(
        FailureCode.LEADERSHIP_LOST,
        "the leadership of " + where(claim) + " with token " + claim.token() + " " + why,
        claim.token().toString(),
        "");
  }

  private static String where(Claim claim) {
    return "election '" + claim.space().election() + "'";
  }
}
