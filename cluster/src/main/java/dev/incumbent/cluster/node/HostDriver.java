package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.Engine;
import dev.incumbent.cluster.engine.SubmitOutcome;
import dev.incumbent.codec.LogEntryCodec;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.host.HostAction;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.coordinator.host.SessionHost;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Runs the session host on the node's loop: tells it what happens, and does what it decides.
 *
 * <p>Threads: {@link #tell} by any thread; all else on the loop.
 */
final class HostDriver {
  private static final System.Logger LOG = System.getLogger("dev.incumbent.node");

  private final ActorLoop loop;
  private final SessionHost host;
  private final ClientStreams clients;
  private final PeerLinks peers;
  private final Actions actions = new Actions();
  private Optional<Engine> engine = Optional.empty();
  private Optional<ActorLoop.Timer> wake = Optional.empty();
  private long wakes;

  HostDriver(ActorLoop loop, SessionHost host, ClientStreams clients, PeerLinks peers) {
    this.loop = loop;
    this.host = host;
    this.clients = clients;
    this.peers = peers;
  }

  /** From now on entries can be submitted. */
  void engine(Engine started) {
    loop.execute(() -> engine = Optional.of(started));
  }

  /** Tells the host, later and in the order of the calls. */
  void tell(HostEvent event) {
    loop.execute(() -> tellNow(event));
  }

  /** Tells the host at once; on the loop only. */
  void tellNow(HostEvent event) {
    for (HostAction action : host.on(event, loop.now())) {
      action.match(actions);
    }
  }

  /** Behind what was handed over before: the host takes it for a sign that it is up to date. */
  private void woken(long asked) {
    if (asked == wakes) {
      tellNow(new HostEvent.Woken());
    }
  }

  private void submit(LogEntry entry) {
    if (engine.isEmpty()) {
      tell(new HostEvent.SubmitFailed(entry.randomHigh(), entry.randomLow(), true));
      return;
    }
    var unused =
        engine
            .orElseThrow()
            .submit(LogEntryCodec.encode(entry))
            .thenAccept(outcome -> submitted(entry, outcome));
  }

  /** On a thread of the engine. What was applied, the replica has told already. */
  private void submitted(LogEntry entry, SubmitOutcome outcome) {
    outcome
        .<Optional<Boolean>>match(
            applied -> Optional.empty(),
            refused -> Optional.of(true),
            unknown -> Optional.of(false))
        .ifPresent(
            surelyNot ->
                tell(new HostEvent.SubmitFailed(entry.randomHigh(), entry.randomLow(), surelyNot)));
  }

  private final class Actions implements HostAction.Cases {
    @Override
    public void submit(HostAction.Submit action) {
      HostDriver.this.submit(action.entry());
    }

    @Override
    public void send(HostAction.Send action) {
      clients.send(action.stream(), action.message());
    }

    @Override
    public void closeStream(HostAction.CloseStream action) {
      clients.close(action.stream());
    }

    @Override
    public void sendPeer(HostAction.SendPeer action) {
      peers.send(action.node(), action.message());
    }

    @Override
    public void wakeAt(HostAction.WakeAt action) {
      wake.ifPresent(loop::cancel);
      wakes++;
      long asked = wakes;
      wake = Optional.of(loop.at(action.nanos(), () -> loop.execute(() -> woken(asked))));
    }

    @Override
    public void log(HostAction.Log action) {
      LOG.log(action.warning() ? Level.WARNING : Level.INFO, action.message());
    }
  }
}
