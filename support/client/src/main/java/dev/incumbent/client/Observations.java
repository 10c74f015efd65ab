package dev.incumbent.client;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.error.Failure;
import dev.incumbent.error.RejectedException;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The client's observers by number; at most {@value #MAX_OBSERVATIONS}.
 *
 * <p>Threads: {@link #add} by any thread, the rest by the protocol thread.
 */
final class Observations {
  private static final int MAX_OBSERVATIONS = 1_000;
  private static final int MAX_ELECTIONS = 1_000;

  private final ConcurrentSkipListMap<Long, ObserverThread> byId = new ConcurrentSkipListMap<>();
  private final AtomicLong last = new AtomicLong();
  private final Consumer<ClientEvent> tell;
  private final SlowCallbacks slow;

  Observations(Consumer<ClientEvent> tell, SlowCallbacks slow) {
    this.tell = tell;
    this.slow = slow;
  }

  /**
   * Begins to observe.
   *
   * @throws RejectedException beyond the bounds
   */
  ObserverThread add(List<ElectionName> elections, ElectionObserver observer) {
    if (elections.size() > MAX_ELECTIONS || byId.size() >= MAX_OBSERVATIONS) {
      throw new RejectedException(
          Failure.rejected(
              "observation",
              byId.size() + " standing, " + elections.size() + " elections in this one",
              "up to "
                  + MAX_OBSERVATIONS
                  + " observations of up to "
                  + MAX_ELECTIONS
                  + " elections each, or of all"));
    }
    long id = last.incrementAndGet();
    ObserverThread thread = new ObserverThread(id, observer, this::overflowed, this::ended, slow);
    byId.put(id, thread);
    thread.start();
    tell.accept(new ClientEvent.Observe(id, elections));
    return thread;
  }

  boolean resync(ClientAction.Resync action) {
    return with(action.observation(), it -> it.resync(action.at(), action.views()));
  }

  boolean told(ClientAction.Told action) {
    return with(action.observation(), it -> it.told(action.events()));
  }

  boolean connected(ClientAction.ObserverConnected action) {
    return with(action.observation(), it -> it.connected(action.connected()));
  }

  /** The client is closed: nobody is told anything any more. */
  void close() {
    byId.values().forEach(ObserverThread::stop);
    byId.clear();
  }

  private boolean with(long observation, Consumer<ObserverThread> action) {
    Optional<ObserverThread> thread = Optional.ofNullable(byId.get(observation));
    thread.ifPresent(action);
    return thread.isPresent();
  }

  private void overflowed(long id) {
    tell.accept(new ClientEvent.ObserverOverflowed(id));
  }

  private void ended(long id) {
    byId.remove(id);
    tell.accept(new ClientEvent.Unobserve(id));
  }
}
