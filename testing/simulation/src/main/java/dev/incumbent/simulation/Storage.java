package dev.incumbent.simulation;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.FenceRule;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fenced storage, one scope an election: check and effect of a write are one step, or a
 * transaction that a claim waits for (and ends, if it waits for long).
 *
 * <p>Its answers come by the caller's {@code reply}, which brings them back through the network.
 */
final class Storage {
  private static final long PATIENCE_NANOS = 60 * Agenda.MILLI;

  /** A write that has passed its check and has had no effect yet. */
  final class HalfWrite {
    private final Scope scope;
    private final FencingToken token;
    private final GrantId grant;
    private final long value;
    private boolean over;

    private HalfWrite(Scope scope, FencingToken token, GrantId grant, long value) {
      this.scope = scope;
      this.token = token;
      this.grant = grant;
      this.value = value;
    }

    /** It takes effect, unless it was ended; whether it did. */
    boolean commit() {
      if (over) {
        return false;
      }
      world.judge.fences().wrote(scope.fence, token.value(), grant.toString(), value);
      end();
      return true;
    }

    /** It has no effect. */
    void end() {
      if (!over) {
        over = true;
        scope.open.remove(this);
        scope.proceed();
      }
    }
  }

  private record Waiting(Claim claim, Consumer<Optional<Failure>> reply) {}

  /** One fence. */
  private final class Scope {
    private final String fence;
    private final List<HalfWrite> open = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private long token;
    private String grant = "";

    Scope(String fence) {
      this.fence = fence;
    }

    private boolean admits(FencingToken offered, GrantId by) {
      return world.tampering.admits(FenceRule.admits(token, grant, offered, by));
    }

    private void claim(Claim claim, Consumer<Optional<Failure>> reply) {
      if (open.isEmpty()) {
        reply.accept(take(claim));
        return;
      }
      if (claim.token().value() < token) {
        reply.accept(Optional.of(stale(claim.token())));
        return;
      }
      waiting.add(new Waiting(claim, reply));
      machine.after(
          PATIENCE_NANOS,
          () -> {
            if (!claim.remaining().get().isZero() && claim.token().value() > token) {
              List.copyOf(open).forEach(HalfWrite::end);
            }
          });
    }

    private void proceed() {
      while (open.isEmpty() && !waiting.isEmpty()) {
        Waiting next = waiting.remove(0);
        next.reply.accept(take(next.claim));
      }
    }

    private Optional<Failure> take(Claim claim) {
      boolean again = claim.token().value() == token && claim.grant().toString().equals(grant);
      if (claim.token().value() <= token && !again) {
        world.tally.count(Exercised.CLAIM_REFUSED);
        world.director.claimed(claim.token(), true);
        return Optional.of(stale(claim.token()));
      }
      token = claim.token().value();
      grant = claim.grant().toString();
      world.judge.fences().claimed(fence, token, grant);
      world.director.claimed(claim.token(), false);
      return Optional.empty();
    }

    private Failure stale(FencingToken offered) {
      return Failure.staleToken("fence '" + fence + "'", offered.value(), token);
    }
  }

  private final World world;
  private final Machine machine;
  private final TreeMap<String, Scope> scopes = new TreeMap<>();

  Storage(World world, Machine machine) {
    this.world = world;
    this.machine = machine;
  }

  Machine machine() {
    return machine;
  }

  private Scope scope(String fence) {
    return scopes.computeIfAbsent(fence, Scope::new);
  }

  void claim(String fence, Claim claim, Consumer<Optional<Failure>> reply) {
    scope(fence).claim(claim, reply);
  }

  /** Check and effect in one step; why not, if it was refused. */
  Optional<Failure> write(String fence, FencingToken token, GrantId grant, long value) {
    Scope scope = scope(fence);
    if (!scope.admits(token, grant)) {
      world.tally.count(Exercised.STALE_WRITE_REFUSED);
      world.director.wrote(token, true);
      return Optional.of(scope.stale(token));
    }
    world.judge.fences().wrote(fence, token.value(), grant.toString(), value);
    world.director.wrote(token, false);
    return Optional.empty();
  }

  /** The check alone; the fence waits for the effect. Null if it was refused. */
  @Nullable HalfWrite begin(String fence, FencingToken token, GrantId grant, long value) {
    Scope scope = scope(fence);
    if (!scope.admits(token, grant)) {
      world.tally.count(Exercised.STALE_WRITE_REFUSED);
      world.director.wrote(token, true);
      return null;
    }
    HalfWrite begun = new HalfWrite(scope, token, grant, value);
    scope.open.add(begun);
    return begun;
  }

  /** A claim that did not say what became of it. */
  static Failure silent(String fence) {
    return Failure.of(FailureCode.OUTCOME_UNKNOWN, "fence '" + fence + "' did not answer");
  }
}
