package dev.incumbent.faults;

import dev.incumbent.faults.lab.Host;
import dev.incumbent.faults.lab.HostProcess;
import dev.incumbent.faults.lab.Lab;
import dev.incumbent.faults.lab.Postgres;
import dev.incumbent.history.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The processes in their lab: a cluster, candidates, and a witness that no fault touches.
 *
 * <p>Threads: for use by one.
 */
public final class Stage {
  private static final int CANDIDATES = 3;
  private static final int RUNNERS = 2;

  /** A command whose last sign of life is no older than this runs. */
  private static final long FRESH_NANOS = 200_000_000L;

  private static final long PATIENCE_NANOS = 30_000_000_000L;

  /** What a candidate on a busy machine may take to tell that it stops. */
  private static final Duration TO_SAY_SO = Duration.ofSeconds(1);

  private static final String COUNTER = "counter";
  private static final String LEDGER = "ledger";

  private final List<Member> nodes = new ArrayList<>();
  private final List<Member> candidates = new ArrayList<>();
  private final List<Member> runners = new ArrayList<>();
  private final Chronicle chronicle;
  private final Path folder;
  private long leaseNanos;
  private boolean excused;
  private Optional<Member> witness = Optional.empty();
  private Optional<Commands> commands = Optional.empty();

  Stage(Path folder, Chronicle chronicle) {
    this.folder = folder;
    this.chronicle = chronicle;
  }

  /** Starts everything and waits until the cluster serves. */
  void open(Lab lab, FaultsConfig config, Programs programs) throws InterruptedException {
    leaseNanos = config.ttl().plus(TO_SAY_SO).toNanos();
    Optional<String> database =
        Postgres.missing().isEmpty()
            ? Optional.of(Postgres.start(lab.host("db")))
            : Optional.empty();
    Calls calls = new Calls(config, database);
    String uri = "incumbent://" + openNodes(lab, calls, programs);
    openWitness(lab, programs, calls.witness(uri, names("c", CANDIDATES), names("r", RUNNERS)));
    for (int i = 1; i <= CANDIDATES; i++) {
      Host host = lab.host("c" + i);
      candidates.add(
          new Member(
              host,
              folder,
              name -> programs.command(name, calls.candidate(uri, host, name)),
              chronicle));
    }
    openRunners(lab, config, programs, uri);
  }

  /** The first one: it makes the tables that candidates write to. */
  private void openWitness(Lab lab, Programs programs, List<String> call)
      throws InterruptedException {
    Member first =
        new Member(lab.host("w"), folder, name -> programs.sound().command(call), chronicle);
    witness = Optional.of(first);
    first.awaitReady();
  }

  private static String names(String prefix, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> prefix + i)
        .collect(Collectors.joining(","));
  }

  private void openRunners(Lab lab, FaultsConfig config, Programs programs, String uri) {
    Commands run = new Commands(folder, config.ttl());
    commands = Optional.of(run);
    for (int i = 1; i <= RUNNERS; i++) {
      Host host = lab.host("r" + i);
      runners.add(
          new Member(
              host,
              folder,
              name -> programs.command(name, run.call(uri, host.name(), name)),
              chronicle));
    }
  }

  /** Returns their addresses. */
  private String openNodes(Lab lab, Calls calls, Programs programs) throws InterruptedException {
    List<Host> nodeHosts = new ArrayList<>();
    for (int i = 1; i <= calls.config().nodes(); i++) {
      nodeHosts.add(lab.host("n" + i));
    }
    String peers =
        nodeHosts.stream()
            .map(h -> h.address() + ":" + Calls.PORT)
            .collect(Collectors.joining(","));
    for (Host host : nodeHosts) {
      nodes.add(
          new Member(
              host,
              folder,
              name -> programs.command(name, calls.server(host, peers, dataFolder(host))),
              chronicle));
    }
    for (Member node : nodes) {
      node.awaitReady();
    }
    return peers;
  }

  /** Where a node keeps its data. */
  public Path dataFolder(Host host) {
    return folder.resolve("data-" + host.name());
  }

  public List<Member> nodes() {
    return nodes;
  }

  public List<Member> candidates() {
    return candidates;
  }

  /** The candidates that are {@code incumbent run}. */
  public List<Member> runners() {
    return runners;
  }

  /** All that use the cluster, and that faults may meet. */
  public List<Member> clients() {
    List<Member> all = new ArrayList<>(candidates);
    all.addAll(runners);
    return all;
  }

  /** All that faults may meet. */
  public List<Member> members() {
    List<Member> all = new ArrayList<>(nodes);
    all.addAll(clients());
    return all;
  }

  public Member witness() {
    return witness.orElseThrow();
  }

  /** Starts a helper of a fault on a host, whose lines nobody reads. */
  public HostProcess startBeside(Host host, List<String> command) {
    Path log = folder.resolve(host.name() + ".helper.log");
    return HostProcess.start(host, command, Map.of(), log, line -> {});
  }

  /** For how long the nodes' threads have had to wait for a CPU, all together. */
  long nodesWaitedNanos() {
    return nodes.stream().mapToLong(n -> n.process().waitedNanos()).sum();
  }

  /** How fast a member's clock has run since it was started. */
  public ClockRate clockRate(Member member) {
    return chronicle.clockRate(member.incarnationName());
  }

  /** Its clock is beyond the bound: what this incarnation says of leases counts for nothing. */
  public void excuse(Member member) {
    excused = true;
    chronicle.excuse(member.incarnationName());
  }

  /** Waits until a write that is called from now on is acknowledged; whether one was. */
  public boolean awaitWrite(Duration atMost) throws InterruptedException {
    return chronicle.awaitAcknowledged(System.nanoTime(), atMost.toNanos());
  }

  /** A member stood still: it sent nothing between the two readings. */
  public void stoodStill(Member member, long fromNanos, long toNanos) {
    chronicle.add(new HistoryEvent.Stopped(member.incarnationName(), fromNanos, toNanos));
  }

  /** The one of {@link #runners} whose command runs, waiting for one; else the last that did. */
  public Member runner() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      long now = System.nanoTime();
      Member last =
          runners.stream().max(Comparator.comparingLong(this::commandSeenNanos)).orElseThrow();
      if (now - commandSeenNanos(last) < FRESH_NANOS || now > deadline) {
        return last;
      }
      Thread.sleep(20);
    }
  }

  /** Waits, for a bounded time, until a command runs. */
  void awaitCommand() throws InterruptedException {
    Member unused = runner();
  }

  private long commandSeenNanos(Member runner) {
    return commands.orElseThrow().lastSeenNanos(runner.incarnationName());
  }

  /** Writes down every command that was run, once nothing runs any more. */
  void recordCommands() {
    List<HistoryEvent> ran = commands.orElseThrow().all(chronicle::isJudged);
    ran.forEach(chronicle::add);
    if (ran.isEmpty()) {
      chronicle.add(new HistoryEvent.Fault("run", "its command was never started", ""));
    }
  }

  /**
   * So long no majority of the nodes ran, while every candidate did. Where a clock was beyond the
   * bound, nobody's lease is judged by that.
   */
  public void noQuorum(long fromNanos, long toNanos) {
    long most = excused ? toNanos - fromNanos : leaseNanos;
    chronicle.add(new HistoryEvent.NoQuorum(fromNanos, toNanos, most));
  }

  /** The node that leads in Raft and serves, waiting for one. */
  public Member raftLeader() throws InterruptedException {
    long since = System.nanoTime();
    if (!chronicle.await(c -> c.findReadyNode(since).isPresent(), PATIENCE_NANOS)) {
      throw new IllegalStateException("no node leads and serves");
    }
    String address = chronicle.findReadyNode(since).orElseThrow().address();
    return nodes.stream()
        .filter(n -> address.equals(n.host().address() + ":" + Calls.PORT))
        .findFirst()
        .orElseThrow();
  }

  /** The nodes that do not lead, in order. */
  public List<Member> followers() throws InterruptedException {
    Member leader = raftLeader();
    return nodes.stream().filter(n -> n != leader).toList();
  }

  /** The candidates whose work on the counter, and on the ledger, began last: one, or two. */
  public List<Member> leaders() {
    return Stream.of(COUNTER, LEDGER).map(this::leader).distinct().toList();
  }

  /** The candidate whose work on the counter began last. */
  public Member leader() {
    return leader(COUNTER);
  }

  private Member leader(String election) {
    String process = chronicle.findHolder(election).map(Chronicle.Holder::process).orElse("");
    return candidates.stream()
        .filter(c -> c.incarnationName().equals(process))
        .findFirst()
        .orElse(candidates.get(0));
  }
}
