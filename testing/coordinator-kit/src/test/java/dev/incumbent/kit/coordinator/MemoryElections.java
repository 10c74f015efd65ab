package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Conditions;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Observation;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.election.Read;
import dev.incumbent.error.Failure;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads and wishes of one client. */
final class MemoryElections implements Elections {
  private static final int MAX_LIMIT = 1_000;
  private static final long LOOK_EVERY_NANOS = 5_000_000;

  private final MemoryCoordinator client;

  MemoryElections(MemoryCoordinator client) {
    this.client = client;
  }

  @Override
  public CompletableFuture<Read<Optional<Listed>>> find(
      ElectionName election, Freshness freshness) {
    return ask(freshness, () -> client.backend().view(election).map(view -> new Listed(view, -1)));
  }

  @Override
  public CompletableFuture<Read<Page>> list(
      String prefix, String after, int limit, Freshness freshness) {
    if ((limit < 1 || limit > MAX_LIMIT) && client.lie() != Lie.TAKES_ANY_LIMIT) {
      return CompletableFuture.failedFuture(
          Failure.rejected("limit", Integer.toString(limit), "1 to 1000").toException());
    }
    String from = client.lie() == Lie.BEGINS_EVERY_PAGE_ANEW ? "" : after;
    return ask(
        freshness,
        () ->
            page(
                limit,
                view ->
                    view.election().value().startsWith(prefix)
                        && view.election().value().compareTo(from) > 0));
  }

  @Override
  public CompletableFuture<Read<Page>> notable(int limit, Freshness freshness) {
    return ask(freshness, () -> page(limit, view -> isNotable(view.conditions())));
  }

  private static boolean isNotable(Conditions conditions) {
    return conditions.paused() || conditions.lockDelay().isPresent();
  }

  private Page page(int limit, Predicate<ElectionView> which) {
    List<Listed> all =
        client.backend().views().stream().filter(which).map(v -> new Listed(v, -1)).toList();
    return new Page(all.stream().limit(limit).toList(), all.size() > limit);
  }

  private <T> CompletableFuture<Read<T>> ask(Freshness freshness, Supplier<T> read) {
    return on(
        () -> {
          boolean linearizable = freshness == Freshness.LINEARIZABLE;
          if (linearizable) {
            client.backend().requireQuorum();
          }
          int index = client.backend().logSize();
          boolean told = linearizable || client.lie() == Lie.PRESENTS_STALE_AS_LINEARIZABLE;
          return new Read<>(read.get(), index, told, OptionalLong.empty());
        });
  }

  private <T> CompletableFuture<T> on(Supplier<T> call) {
    client.locked(() -> true);
    CompletableFuture<T> answer = new CompletableFuture<>();
    client
        .callbacks()
        .execute(
            () -> {
              try {
                answer.complete(client.wire.call(call));
              } catch (IncumbentException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  @Override
  public Observation observe(List<ElectionName> elections, ElectionObserver observer) {
    int from = client.backend().logSize();
    observer.resync(
        new ElectionEvent.Position(from - 1, 0),
        elections.stream().flatMap(e -> client.backend().view(e).stream()).toList());
    Subscription subscription = new Subscription(elections, observer, from);
    Daemons.POOL.execute(subscription);
    return subscription;
  }

  @Override
  public CompletableFuture<FencingToken> requestHandover(ElectionName election, CandidateName to) {
    return on(() -> client.backend().requestHandOver(election, to));
  }

  @Override
  public CompletableFuture<Void> revoke(ElectionName election, FencingToken token) {
    return on(() -> {
          client.backend().revoke(election, token);
          return token;
        })
        .thenAccept(noted -> {});
  }

  @Override
  public CompletableFuture<Void> operate(ElectionName election, OperatorAct act) {
    return on(() -> {
          client.backend().operate(election, act, client.label());
          return act;
        })
        .thenAccept(noted -> {});
  }

  @Override
  public CompletableFuture<Bytes> backup() {
    return CompletableFuture.completedFuture(Bytes.EMPTY);
  }

  /** Reads the log on a thread of its own. */
  private final class Subscription implements Observation, Runnable {
    private final List<ElectionName> elections;
    private final ElectionObserver observer;
    private int next;
    private volatile boolean closed;
    private volatile boolean stopped;

    Subscription(List<ElectionName> elections, ElectionObserver observer, int next) {
      this.elections = elections;
      this.observer = observer;
      this.next = next;
    }

    @Override
    public void run() {
      while (!closed || client.lie() == Lie.OBSERVES_FOR_EVER) {
        for (ElectionEvent event : client.backend().logFrom(next)) {
          next++;
          if ((elections.isEmpty() || elections.contains(event.election())) && isOpen()) {
            client.locked(Lie.LOCKS_THE_OBSERVER, () -> observer.event(event));
          }
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
      stopped = true;
    }

    private boolean isOpen() {
      return !closed || client.lie() == Lie.OBSERVES_FOR_EVER;
    }

    @Override
    public void close() {
      closed = true;
      while (!stopped && client.lie() != Lie.OBSERVES_FOR_EVER) {
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
  }
}
