package dev.incumbent.kit.coordinator;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.kit.coordinator.Contest.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The hand-overs that are wished for of one leadership. Threads: safe for use by any thread. */
final class MemoryHandOver {
  private record Wish(CandidateName to, long dueNanos, CompletableFuture<Void> stage) {}

  private final MemoryCoordinator client;
  private final ElectionName election;
  private final List<Wish> wishes = new ArrayList<>();
  private Optional<CandidateName> successor = Optional.empty();
  private Optional<CompletableFuture<Void>> begun = Optional.empty();
  private long begunNanos;

  MemoryHandOver(MemoryCoordinator client, ElectionName election) {
    this.client = client;
    this.election = election;
  }

  private World world() {
    return client.backend().world;
  }

  synchronized CompletionStage<Void> wish(CandidateName to, Duration delay) {
    long wait = client.lie() == Lie.HANDS_OVER_TOO_EARLY ? delay.toNanos() / 2 : delay.toNanos();
    Wish wish = new Wish(to, world().nanos() + wait, new CompletableFuture<>());
    wishes.add(wish);
    return wish.stage.minimalCompletionStage();
  }

  synchronized Optional<CandidateName> successor() {
    return successor;
  }

  /** Whether the work has to stop for one of them. */
  synchronized boolean isDue(Held held) {
    if (successor.isEmpty() && held.handOver().isPresent()) {
      begin(held.handOver().get(), Optional.empty());
    }
    boolean stops = false;
    for (Wish wish : List.copyOf(wishes)) {
      if (successor.isEmpty() && world().nanos() - wish.dueNanos >= 0) {
        wishes.remove(wish);
        stops |= tryToBegin(wish);
      }
    }
    return stops || successor.isPresent();
  }

  private boolean tryToBegin(Wish wish) {
    try {
      client.backend().requireSuccessor(election, wish.to);
      begin(wish.to, Optional.of(wish.stage));
      return true;
    } catch (IncumbentException e) {
      client.callbacks().execute(() -> wish.stage.completeExceptionally(e));
      return e.code() == FailureCode.NOT_FOUND
          && client.lie() == Lie.STOPS_FOR_AN_UNKNOWN_SUCCESSOR;
    }
  }

  private void begin(CandidateName to, Optional<CompletableFuture<Void>> stage) {
    successor = Optional.of(to);
    begun = stage;
    begunNanos = world().nanos();
  }

  /** A liar's: whether its timer runs. */
  synchronized boolean waitsForATimer() {
    return client.lie() == Lie.HANDS_OVER_BY_A_TIMER
        && successor.isPresent()
        && world().nanos() - begunNanos < client.ttlNanos() * 6 / 10;
  }

  /** The leadership has ended, and was given back or not. */
  synchronized void end(boolean released) {
    begun.ifPresent(stage -> complete(stage, released));
    if (client.lie() != Lie.KEEPS_SCHEDULED_HAND_OVERS) {
      wishes.forEach(wish -> complete(wish.stage, false));
    }
    wishes.clear();
    begun = Optional.empty();
    successor = Optional.empty();
  }

  private void complete(CompletableFuture<Void> stage, boolean released) {
    Failure lost = Failure.of(FailureCode.LEADERSHIP_LOST, "the leadership ended before");
    client
        .callbacks()
        .execute(
            () -> {
              if (released) {
                stage.complete(null);
              } else {
                stage.completeExceptionally(lost.toException());
              }
            });
  }
}
