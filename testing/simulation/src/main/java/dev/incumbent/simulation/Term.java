package dev.incumbent.simulation;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.session.client.Lease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One leadership in its process: claims, then works until it is told to stop or finds its time
 * over.
 */
final class Term {
  private final World world;
  private final Client client;
  private final ClientAction.Promote promote;
  private final Revocation revocation;
  private final Promotion promotion;
  private final Work work;
  private Leases.Cell cell;
  private @Nullable Cause signal;
  private boolean over;
  private boolean began;
  private boolean returned;

  Term(World world, Client client, ClientAction.Promote promote, Leases.Cell cell) {
    this.world = world;
    this.client = client;
    this.promote = promote;
    this.cell = cell;
    revocation = client.standing().revocation(promote.candidacy());
    promotion = new Promotion(world, client, this);
    work = new Work(world, client, this);
  }

  ClientAction.Promote promote() {
    return promote;
  }

  FencingToken token() {
    return promote.grant().token();
  }

  CandidateName candidate() {
    return promote.grant().candidate();
  }

  Client client() {
    return client;
  }

  String election() {
    return promote.grant().election().value();
  }

  Revocation revocation() {
    return revocation;
  }

  void begin() {
    promotion.begin();
  }

  @Nullable Lease lease() {
    return over ? null : cell.lease;
  }

  LeaseCheck.Seen seen() {
    return new LeaseCheck.Seen(election(), token().value(), revocation, saysValid(), leadsOn());
  }

  /** Whether a clock's reading alone says that it is valid now: what the judge looks at. */
  boolean saysValid() {
    Lease lease = cell.lease;
    return !over && lease != null && lease.validAt(client.machine().clock().read());
  }

  /** Whether its work runs and was not told to stop. */
  boolean leadsOn() {
    return began && !returned && signal == null;
  }

  boolean works() {
    return began && !returned;
  }

  boolean isStopped() {
    return signal != null || remainingNanos() == 0;
  }

  long remainingNanos() {
    return over ? 0 : client.standing().leases().remainingNanos(cell, promote.grant().generation());
  }

  /** The time left to claim: none once it was told to stop. */
  long toClaimNanos() {
    if (isStopped()) {
      return 0;
    }
    long bound = promote.boundNanos() - client.machine().clock().nanos();
    return Math.max(0, Math.min(remainingNanos(), bound));
  }

  void promoted(Optional<Failure> failure) {
    client.tell(
        failure
            .<ClientEvent>map(why -> new ClientEvent.ClaimFailed(promote.candidacy(), token(), why))
            .orElseGet(() -> new ClientEvent.Claimed(promote.candidacy(), token())));
  }

  void lead() {
    if (remainingNanos() == 0) {
      workReturned();
      return;
    }
    began = true;
    world.judge.callbacks().elected(client, candidate() + "@" + election(), token().value());
    work.begin();
    if (world.scenario.shape().keys()) {
      new KeyWork(world, client, this).begin();
    }
    if (signal != null) {
      work.stop();
    }
  }

  void workReturned() {
    if (!returned) {
      returned = true;
      client.tell(new ClientEvent.WorkReturned(promote.candidacy(), token()));
    }
  }

  void freeze() {
    cell = new Leases.Cell(cell.lease);
  }

  void stop(Cause cause) {
    if (cause == Cause.LOST) {
      over = true;
    }
    if (signal == null) {
      signal = cause;
      if (works()) {
        work.stop();
      }
    }
  }

  void ended(EndReason reason) {
    over = true;
    if (began) {
      world.judge.callbacks().ended(client, candidate() + "@" + election(), token().value());
    }
    client.standing().over(this);
  }

  @Override
  public String toString() {
    return "leadership " + token() + " of " + candidate() + " in " + election();
  }
}
