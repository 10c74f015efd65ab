package dev.incumbent.simulation;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.Claim;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.TreeSet;

/** Claims every fence, one after the other, as the real promotion does. */
final class Promotion {
  private final World world;
  private final Client client;
  private final Term term;
  private final ArrayDeque<String> left = new ArrayDeque<>();
  private Optional<Failure> refused = Optional.empty();

  Promotion(World world, Client client, Term term) {
    this.world = world;
    this.client = client;
    this.term = term;
  }

  void begin() {
    TreeSet<String> names = new TreeSet<>(term.promote().grant().fencesToClaim());
    names.add(Standing.fence(term.election()));
    left.addAll(names);
    client.machine().after(0, this::next);
  }

  private void next() {
    String fence = left.poll();
    if (fence == null) {
      term.promoted(refused);
    } else if (term.toClaimNanos() == 0) {
      term.promoted(Optional.of(tooLate(fence)));
    } else {
      claim(fence);
    }
  }

  private void claim(String fence) {
    Claim claim =
        new Claim(
            term.promote().grant().space(),
            term.token(),
            term.promote().grant().grant(),
            () -> Duration.ofNanos(term.toClaimNanos()));
    Call call = new Call(fence);
    client
        .standing()
        .toStorage(
            () ->
                world.storage.claim(
                    fence, claim, answer -> client.standing().fromStorage(() -> call.end(answer))));
    client
        .machine()
        .after(
            term.toClaimNanos() + Agenda.MILLI, () -> call.end(Optional.of(Storage.silent(fence))));
  }

  /** One claim: its answer, or that none came in time. */
  private final class Call {
    private final String fence;
    private boolean over;

    Call(String fence) {
      this.fence = fence;
    }

    private void end(Optional<Failure> answer) {
      if (over) {
        return;
      }
      over = true;
      if (answer.isEmpty()) {
        next();
      } else if (answer.get().code() == FailureCode.STALE_TOKEN) {
        refused = answer;
        next();
      } else {
        term.promoted(answer);
      }
    }

    @Override
    public String toString() {
      return fence;
    }
  }

  private Failure tooLate(String fence) {
    return Failure.of(
        FailureCode.LEADERSHIP_LOST, term + " ended before fence '" + fence + "' was claimed");
  }
}
