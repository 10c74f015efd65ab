package dev.incumbent.kit.coordinator;

import dev.incumbent.election.Coordinator;
import dev.incumbent.spi.ClientConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A backend that holds elections, and how to reach it: what an adapter hands to the {@link
 * CoordinatorKit}. What cannot be done to the backend is left out, and the checks that need it are
 * skipped by name; nothing else can be left out.
 *
 * <p>Elections, candidates and keys that the kit names are new for each check, so that one backend
 * may serve them all.
 */
public final class CoordinatorUnderTest {
  /** Connects a client of its own, as another process would. */
  @FunctionalInterface
  public interface Clients {
    Coordinator connect(ClientConfig config) throws Exception;
  }

  /** Something done to the backend or to a client's way to it. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }

  /**
   * Cuts one client off: from now on nothing gets through in either direction, and nobody says so.
   */
  @FunctionalInterface
  public interface Cut {
    /** Returns what mends it. */
    Step cut(Coordinator client) throws Exception;
  }

  /** Takes the backend's quorum, or the backend, away from all clients. */
  @FunctionalInterface
  public interface Loss {
    /** Returns what brings it back. */
    Step lose() throws Exception;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Duration lease;
  private final Clients clients;
  private Optional<Cut> cut = Optional.empty();
  private Optional<Cut> kill = Optional.empty();
  private Optional<Step> restart = Optional.empty();
  private Optional<Loss> quorumLoss = Optional.empty();
  private Duration patience = PATIENCE;
  private LongSupplier clock = System::nanoTime;
  private Step close = () -> {};

  private CoordinatorUnderTest(Duration lease, Clients clients) {
    this.lease = lease;
    this.clients = clients;
  }

  /**
   * What every coordinator has.
   *
   * @param lease a short time to live, for the checks that must wait until one is over: the shorter
   *     the faster, and long enough for a loaded machine
   */
  public static CoordinatorUnderTest of(Duration lease, Clients clients) {
    return new CoordinatorUnderTest(lease, clients);
  }

  /** A client that {@link Clients} gave can be cut off. */
  public CoordinatorUnderTest cutBy(Cut value) {
    cut = Optional.of(value);
    return this;
  }

  /**
   * A client that {@link Clients} gave can be made to look killed: its connections are closed by
   * its side, as the operating system does, and nothing gets through from then on.
   */
  public CoordinatorUnderTest killedBy(Cut value) {
    kill = Optional.of(value);
    return this;
  }

  /** The whole backend can be stopped and started again, with what it has stored. */
  public CoordinatorUnderTest restartedBy(Step value) {
    restart = Optional.of(value);
    return this;
  }

  /** The backend can be kept from changing anything. */
  public CoordinatorUnderTest quorumLostBy(Loss value) {
    quorumLoss = Optional.of(value);
    return this;
  }

  /** How long whatever must happen may take; 30 s unless said. */
  public CoordinatorUnderTest patience(Duration value) {
    patience = value;
    return this;
  }

  /**
   * The monotonic clock of a backend whose time is not the machine's, as that of a simulation:
   * leases, patience, and what must not happen for a while are counted on it.
   */
  public CoordinatorUnderTest timedBy(LongSupplier nanos) {
    clock = nanos;
    return this;
  }

  /** Run after the check, whatever came of it. */
  public CoordinatorUnderTest closedBy(Step value) {
    close = value;
    return this;
  }

  Duration lease() {
    return lease;
  }

  Coordinator connect(ClientConfig config) throws Exception {
    return clients.connect(config);
  }

  Optional<Cut> cut() {
    return cut;
  }

  Optional<Cut> kill() {
    return kill;
  }

  Optional<Step> restart() {
    return restart;
  }

  Optional<Loss> quorumLoss() {
    return quorumLoss;
  }

  Duration patience() {
    return patience;
  }

  long nanos() {
    return clock.getAsLong();
  }

  void close() throws Exception {
    close.run();
  }
}
