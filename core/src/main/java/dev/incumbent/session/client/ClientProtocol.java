package dev.incumbent.session.client;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.time.RandomSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The whole client as one function of an event and the time: puts the roles together and decides
 * nothing itself.
 *
 * <p>Every turn first asks whether the lease is still valid: nothing that an event brings can
 * revive a leadership whose deadline has passed (lease rule 4).
 *
 * <p>Threads: for one thread. Time: monotonic nanoseconds, compared by subtraction.
 */
public final class ClientProtocol {
  private final Environment env;
  private final Roles roles;
  private final Happened happened;

  /**
   * @param now what the clocks show
   */
  public ClientProtocol(ClientSettings settings, RandomSource random, ClockReading now) {
    env = new Environment(settings, random, now);
    roles = new Roles(env);
    happened = new Happened();
  }

  /** One turn: what is to be done, in this order. */
  public List<ClientAction> on(ClientEvent event, ClockReading now) {
    env.begin(now);
    roles.keeper().check();
    env.timers().runDue(now.nanos());
    event.match(happened);
    roles.availability().assess();
    roles.quiet().assess();
    return env.take();
  }

  /** The monotonic time at which a {@link ClientEvent.Woken} is due at the latest. */
  public OptionalLong wakeAtNanos() {
    return env.timers().next();
  }

  /** What the host and its users tell. */
  private final class Happened implements ClientEvent.Cases<Boolean> {
    private final Received received = roles.received();

    @Override
    public Boolean started(ClientEvent.Started event) {
      roles.links().start();
      return true;
    }

    @Override
    public Boolean woken(ClientEvent.Woken event) {
      return true;
    }

    @Override
    public Boolean received(ClientEvent.Received event) {
      Optional<Link> link = roles.links().find(event.connection());
      link.ifPresent(it -> it.heard(env.nanos()));
      return link.map(it -> received.on(it, event.message())).orElse(false);
    }

    @Override
    public Boolean disconnected(ClientEvent.Disconnected event) {
      roles.links().disconnected(event.connection(), event.why());
      return true;
    }

    @Override
    public Boolean leaseSeenExpired(ClientEvent.LeaseSeenExpired event) {
      roles.keeper().seenExpired(event.generation());
      return true;
    }

    @Override
    public Boolean change(ClientEvent.Change event) {
      roles.session().require();
      roles.requests().submitForUser(event.operation(), new CallSink(env, event.call()));
      return true;
    }

    @Override
    public Boolean ask(ClientEvent.Ask event) {
      roles.reads().ask(roles.ids().next(), event);
      return true;
    }

    @Override
    public Boolean observe(ClientEvent.Observe event) {
      roles.subscriptions().observe(event);
      return true;
    }

    @Override
    public Boolean observerOverflowed(ClientEvent.ObserverOverflowed event) {
      roles.subscriptions().overflowed(event.observation());
      return true;
    }

    @Override
    public Boolean unobserve(ClientEvent.Unobserve event) {
      roles.subscriptions().unobserve(event.observation());
      return true;
    }

    @Override
    public Boolean campaign(ClientEvent.Campaign event) {
      roles.campaign(event);
      return true;
    }

    @Override
    public Boolean claimed(ClientEvent.Claimed event) {
      return with(event.candidacy(), event.token(), LeadershipProtocol::claimed);
    }

    @Override
    public Boolean claimFailed(ClientEvent.ClaimFailed event) {
      return with(event.candidacy(), event.token(), it -> it.claimFailed(event.failure()));
    }

    @Override
    public Boolean workReturned(ClientEvent.WorkReturned event) {
      return with(event.candidacy(), event.token(), LeadershipProtocol::workReturned);
    }

    @Override
    public Boolean handOver(ClientEvent.HandOver event) {
      roles
          .candidacies()
          .find(event.candidacy())
          .ifPresentOrElse(
              it -> it.handOver(event),
              () -> env.act(new ClientAction.Fail(event.call(), noCandidacy())));
      return true;
    }

    @Override
    public Boolean checked(ClientEvent.Checked event) {
      Optional<CandidacyProtocol> candidacy = roles.candidacies().find(event.candidacy());
      candidacy.ifPresent(it -> it.checked(event));
      return candidacy.isPresent();
    }

    @Override
    public Boolean updateMetadata(ClientEvent.UpdateMetadata event) {
      roles
          .candidacies()
          .find(event.candidacy())
          .ifPresentOrElse(
              it -> it.updateMetadata(event),
              () -> env.act(new ClientAction.Fail(event.call(), noCandidacy())));
      return true;
    }

    @Override
    public Boolean leave(ClientEvent.Leave event) {
      roles.candidacies().find(event.candidacy()).ifPresent(CandidacyProtocol::leave);
      return true;
    }

    @Override
    public Boolean close(ClientEvent.Close event) {
      roles.close();
      return true;
    }

    private boolean with(long candidacy, FencingToken token, Consumer<LeadershipProtocol> action) {
      Optional<LeadershipProtocol> leadership = roles.candidacies().find(candidacy, token);
      leadership.ifPresent(action);
      return leadership.isPresent();
    }

    private Failure noCandidacy() {
      return Failure.of(FailureCode.LEADERSHIP_LOST, "the candidacy is over");
    }
  }
}
