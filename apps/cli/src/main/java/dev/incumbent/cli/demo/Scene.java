package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.dev.LocalCluster;
import dev.incumbent.cli.dev.NodeViews;
import dev.incumbent.cli.dev.Witness;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The demo's processes: three coordinator nodes, three contenders, a database; and the demo's own
 * eyes on them.
 *
 * <p>Threads: for use by one.
 */
final class Scene implements AutoCloseable {
  static final ElectionName ELECTION = new ElectionName("ledger");
  static final int CONTENDERS = 3;
  static final Duration PATIENCE = Duration.ofSeconds(25);

  /** Processes that live for a minute: the optimizing compiler would only take the cores away. */
  private static final List<String> SHORT_LIVED = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

  private final Disturbances disturbances = new Disturbances();
  private final Children children;
  private final Path folder;
  private final Optional<BrokenClass> broken;
  private final LocalCluster cluster;
  private final Database database;
  private final TreeMap<Integer, Contestant> contestants = new TreeMap<>();
  private final List<Path> histories = new ArrayList<>();
  private final HistoryFile history;
  private final Coordinator coordinator;
  private final NodeViews views;
  private final Outages outages = new Outages();

  /** Who leads, as it said itself. */
  record Leader(int contender, Contestant contestant, long token, long electedNanos) {
    boolean isCurrent() {
      return contestant.child().isAlive()
          && contestant.find(Contestant.word("stop", token)).isEmpty();
    }

    String electedAfter(long fromNanos) {
      return "c"
          + contender
          + " leads with token "
          + token
          + " after "
          + (electedNanos - fromNanos) / 1_000_000
          + " ms";
    }

    @Override
    public String toString() {
      return "c" + contender + " (token " + token + ")";
    }
  }

  Scene(Path folder, Optional<BrokenClass> broken) {
    this.folder = folder;
    this.broken = broken;
    this.children = new Children(folder, disturbances::watch);
    broken.filter(b -> !b.onlyAfterRestart()).ifPresent(this::replace);
    List<Integer> ports = Children.freePorts(7);
    this.cluster =
        new LocalCluster(children, SHORT_LIVED, ports.subList(0, 3), ports.subList(3, 6), folder);
    this.database = new Database(children, SHORT_LIVED, folder, ports.get(6));
    Path own = folder.resolve("history-demo.jsonl");
    histories.add(own);
    this.history = new HistoryFile(own);
    this.coordinator =
        Coordinators.connect(
            cluster.uri(),
            new ClientConfig(LeaseTimings.defaults(), "demo", Optional.of(Duration.ofSeconds(5))));
    this.views = new NodeViews(cluster.addresses(), coordinator);
  }

  /** Starts the coordinator and the database, and begins to observe. */
  void open() throws InterruptedException, SQLException {
    cluster.startAll();
    database.start();
    var unused = views.awaitReadyLeader();
    new Ledger(database.url()).create(views.clusterId(), ELECTION);
    coordinator.elections().observe(List.of(ELECTION), new Witness(history));
    for (int i = 0; i < cluster.size(); i++) {
      record(new HistoryEvent.Started("node-" + (i + 1), System.nanoTime()));
    }
  }

  /** Everything is down: what starts from now on may be broken on purpose. */
  void allDown() {
    broken.filter(BrokenClass::onlyAfterRestart).ifPresent(this::replace);
  }

  private void replace(BrokenClass replaced) {
    children.classPathFirst(replaced.extractTo(folder));
  }

  LocalCluster cluster() {
    return cluster;
  }

  Database database() {
    return database;
  }

  Coordinator coordinator() {
    return coordinator;
  }

  void record(HistoryEvent event) {
    history.add(event);
  }

  /**
   * Starts a contender's process; each start is an incarnation of its own.
   *
   * @throws IllegalStateException if the one before still runs: it would lead, and nobody would
   *     know
   */
  Contestant startContender(int contender) {
    Contestant before = contestants.get(contender);
    if (before != null && before.child().isAlive()) {
      throw new IllegalStateException(before.process() + " still runs");
    }
    String process = "c" + contender + "." + nextIncarnation(contender);
    Path file = folder.resolve("history-" + process + ".jsonl");
    histories.add(file);
    Contestant contestant = new Contestant(process);
    List<String> call =
        ContenderCommand.call(
            cluster.uri(), "c" + contender, process, ELECTION, database.url(), file);
    record(new HistoryEvent.Started(process, System.nanoTime()));
    contestant.started(children.java("c" + contender, SHORT_LIVED, call, contestant::said));
    contestants.put(contender, contestant);
    return contestant;
  }

  private int nextIncarnation(int contender) {
    Contestant old = contestants.get(contender);
    return old == null
        ? 1
        : Integer.parseInt(old.process().substring(old.process().indexOf('.') + 1)) + 1;
  }

  Disturbances disturbances() {
    return disturbances;
  }

  /** Those that were started. */
  Set<Integer> contenders() {
    return contestants.keySet();
  }

  /** The name of a process in the history. */
  String processOf(Child child) {
    return contestants.values().stream()
        .filter(c -> c.child() == child)
        .map(Contestant::process)
        .findFirst()
        .orElse(child.name());
  }

  Contestant contestant(int contender) {
    Contestant found = contestants.get(contender);
    if (found == null) {
      throw new IllegalArgumentException("contender " + contender + " was never started");
    }
    return found;
  }

  /** Waits until a contender says that it was elected with a token larger than that. */
  Leader awaitLeader(long afterToken, String rule)
      throws InterruptedException, PhaseFailedException {
    return await(
        () -> findLeader(afterToken), rule, "nobody was elected after token " + afterToken);
  }

  /** Waits until the contender that was elected last lives and was not told to stop. */
  Leader awaitCurrentLeader(String rule) throws InterruptedException, PhaseFailedException {
    return await(() -> findLeader(0).filter(Leader::isCurrent), rule, "nobody leads");
  }

  private static Leader await(Supplier<Optional<Leader>> wanted, String rule, String otherwise)
      throws InterruptedException, PhaseFailedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Leader> leader = wanted.get();
      if (leader.isPresent()) {
        return leader.get();
      }
      Thread.sleep(5);
    }
    throw new PhaseFailedException(rule, otherwise + " within " + PATIENCE.toSeconds() + " s");
  }

  private Optional<Leader> findLeader(long afterToken) {
    Optional<Leader> newest = Optional.empty();
    for (int contender : contestants.keySet()) {
      Contestant contestant = contestant(contender);
      Optional<Contestant.Line> line =
          contestant.find(l -> l.word().equals("elected") && l.token() > afterToken);
      if (line.isPresent() && (newest.isEmpty() || line.get().token() > newest.get().token())) {
        newest =
            Optional.of(new Leader(contender, contestant, line.get().token(), line.get().nanos()));
      }
    }
    return newest;
  }

  /** Kills a contender; returns the time before which it lived. */
  long killContender(int contender) throws InterruptedException {
    Contestant contestant = contestant(contender);
    return kill(contestant.process(), contestant.child());
  }

  /** Kills every contender that runs. */
  void killContenders() throws InterruptedException {
    for (int contender : contestants.keySet()) {
      if (contestant(contender).child().isAlive()) {
        var unused = killContender(contender);
      }
    }
  }

  /** Kills a node; returns the time before which it lived. */
  long killNode(int node) throws InterruptedException {
    return kill("node-" + (node + 1), cluster.process(node));
  }

  private long kill(String process, Child child) throws InterruptedException {
    long before = System.nanoTime();
    child.signal("KILL");
    boolean ended = child.awaitEnd(PATIENCE);
    record(new HistoryEvent.Killed(process, System.nanoTime()));
    String evidence =
        ended ? "process " + child.pid() + " ended with code " + child.exitCode() : "";
    record(new HistoryEvent.Fault("kill", process, evidence));
    return before;
  }

  NodeViews views() {
    return views;
  }

  Outages outages() {
    return outages;
  }

  /**
   * Reads what the storages hold, in their own commit order, into the history: both, or nothing.
   */
  void readStorages() throws SQLException {
    List<HistoryEvent> committed = new Ledger(database.url()).committed(ELECTION);
    Optional<FencedStore.Stored> stored =
        coordinator.store().get(Contender.COUNTER_KEY, Freshness.LINEARIZABLE).join().value();
    committed.forEach(this::record);
    stored.ifPresent(
        s ->
            record(
                new HistoryEvent.Committed(
                    Contender.KEY_VALUE,
                    ELECTION.value(),
                    s.version(),
                    s.token().value(),
                    s.value().toUtf8())));
  }

  /** Every event that any process recorded. */
  List<HistoryEvent> recorded() {
    List<HistoryEvent> events = new ArrayList<>();
    histories.forEach(file -> events.addAll(HistoryFile.read(file)));
    return events;
  }

  /** Ends the contenders in good order, so that each says how its last leadership ended. */
  void endContenders() throws InterruptedException {
    List<Contestant> living =
        contestants.values().stream().filter(c -> c.child().isAlive()).toList();
    living.forEach(c -> c.child().expectEnd());
    living.forEach(c -> c.child().say("end"));
    for (Contestant contestant : living) {
      if (!contestant.child().awaitEnd(PATIENCE)) {
        record(new HistoryEvent.Fault("stop", contestant.process(), ""));
      }
    }
  }

  @Override
  public void close() {
    coordinator.close();
    children.close();
    history.close();
  }
}
