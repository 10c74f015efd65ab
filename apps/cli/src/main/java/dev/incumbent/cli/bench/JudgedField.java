package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.dev.NodeViews;
import dev.incumbent.cli.dev.Witness;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Processes of ours; everything that they do, and that is done to them, is recorded and judged.
 *
 * <p>Which processes the servers and the candidates are, is for those to say that extend this.
 */
abstract class JudgedField implements Field {
  /** A JVM that is started on a busy machine takes most of it. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> EVERYBODY = List.of("*");

  private final Electorate electorate = new Electorate();
  private final Workers workers = new Workers(this::startWorker);
  private final Signaller signaller = new Signaller();
  private final Path historyFile;
  private final HistoryFile history;
  private final Children children;
  private final String uri;
  private final Coordinator coordinator;
  private final NodeViews views;
  private Optional<NodeWatch> nodeWatch = Optional.empty();
  private int watches;
  private long disturbedFromNanos;
  private long pausedByNanos;

  /** Nothing is started yet; {@code addresses} are where the nodes will listen. */
  JudgedField(Path folder, Children children, List<String> addresses) {
    this.historyFile = folder.resolve("history.jsonl");
    this.history = new HistoryFile(historyFile);
    this.children = children;
    this.uri = "incumbent://" + String.join(",", addresses);
    this.coordinator = Coordinators.connect(uri, ClientConfig.of("bench"));
    this.views = new NodeViews(addresses, coordinator);
  }

  /** Starts the servers, where they are processes of their own, and returns when they serve. */
  abstract void startServers() throws InterruptedException;

  /** Starts the candidate of that name. */
  abstract Child startCandidate(int seat, String name, Contestant candidate);

  /** Starts everything, and returns when somebody leads. */
  final void start() throws InterruptedException {
    startServers();
    coordinator.elections().observe(List.of(BenchCandidate.ELECTION), new Witness(history));
    for (int seat = 0; seat < OurSide.CANDIDATES; seat++) {
      electorate.add(startCandidate(seat, 1));
    }
    var unused = electorate.awaitLeader(0);
    nodeWatch = Optional.of(new NodeWatch(uri, history));
  }

  private Contestant startCandidate(int seat, int incarnation) {
    String name = name(seat);
    Contestant candidate = new Contestant(name + "." + incarnation);
    candidate.started(startCandidate(seat, name, candidate));
    return candidate;
  }

  private Child startWorker(Role role, String name, Consumer<String> lines) {
    return children.java(name, OurSide.WORKER_VM, List.of(role.ours(), uri, name), lines);
  }

  static String name(int seat) {
    return "c" + (seat + 1);
  }

  final Coordinator coordinator() {
    return coordinator;
  }

  final Children children() {
    return children;
  }

  @Override
  public final Electorate electorate() {
    return electorate;
  }

  @Override
  public final String endpoints() {
    return uri;
  }

  @Override
  public final Workers workers() {
    return workers;
  }

  @Override
  public final Optional<Watch> watch(List<ElectionName> elections) {
    watches++;
    Path file = historyFile.resolveSibling("watch-" + watches + ".jsonl");
    return Optional.of(new Watch(file, historyFile, coordinator.elections(), elections));
  }

  @Override
  public final void handOver(Electorate.Leader leader) throws InterruptedException {
    String election = BenchCandidate.ELECTION.value();
    history.add(new HistoryEvent.HandoverAsked(election, System.nanoTime()));
    CandidateName next = new CandidateName(name((leader.seat() + 1) % electorate.seats()));
    var unused =
        Asked.await(() -> coordinator.elections().requestHandover(BenchCandidate.ELECTION, next));
  }

  @Override
  public final long kill(Electorate.Leader leader) throws InterruptedException {
    return killSeat(leader.seat()).beforeNanos();
  }

  /** Kills the process that has that seat. */
  final ServerCrash killSeat(int seat) throws InterruptedException {
    Contestant victim = electorate.seated().get(seat);
    ServerCrash crash = crash(seat, victim.process(), victim.child());
    electorate.killed(victim, crash.beforeNanos());
    disturbedFromNanos = crash.beforeNanos();
    return crash;
  }

  /** Kills a process, and records it by that name. */
  final ServerCrash crash(int number, String process, Child victim) throws InterruptedException {
    long before = victim.crash();
    long after = System.nanoTime();
    boolean ended = victim.awaitEnd(PATIENCE);
    history.add(new HistoryEvent.Killed(process, before));
    String evidence = ended ? "process " + victim.pid() + " ended" : "";
    history.add(new HistoryEvent.Fault("kill", process, evidence));
    return new ServerCrash(number, before, after);
  }

  @Override
  public final void revive(int seat) {
    history.add(
        new HistoryEvent.Disturbed(
            "kill", List.of(name(seat)), disturbedFromNanos, System.nanoTime()));
    electorate.replace(seat, startCandidate(seat, electorate.incarnations(seat) + 1));
  }

  /** Something was done to everybody since then. */
  final void disturbed(String what, long fromNanos) {
    history.add(new HistoryEvent.Disturbed(what, EVERYBODY, fromNanos, System.nanoTime()));
  }

  /** A node is to be killed: what is done to it on purpose is no silence of it. */
  final void unwatchNodes() {
    nodeWatch.ifPresent(NodeWatch::pause);
  }

  /** Waits until that node has caught up; from now on its silences are its own again. */
  final void awaitCaughtUp(int node) throws InterruptedException {
    if (!views.awaitCaughtUp(node, PATIENCE)) {
      throw new IllegalStateException("node " + (node + 1) + " did not catch up");
    }
    nodeWatch.ifPresent(NodeWatch::resume);
  }

  @Override
  public final long pause(Electorate.Leader leader) {
    disturbedFromNanos = signaller.send("STOP", leader.candidate().child());
    pausedByNanos = System.nanoTime();
    electorate.paused(leader, disturbedFromNanos);
    return disturbedFromNanos;
  }

  @Override
  public final long resume(Electorate.Leader leader) throws InterruptedException {
    long resumed = signaller.send("CONT", leader.candidate().child());
    long from = disturbedFromNanos;
    history.add(
        new HistoryEvent.Disturbed("pause", List.of(name(leader.seat())), from, System.nanoTime()));
    String evidence =
        leader
            .candidate()
            .await(line -> OwnSilence.covers(line, pausedByNanos, resumed), PATIENCE)
            .map(line -> "it says that it stood still: " + line.rest())
            .orElse("");
    history.add(new HistoryEvent.Fault("pause", leader.candidate().process(), evidence));
    return resumed;
  }

  @Override
  public final int awaitLeadingServer() throws InterruptedException {
    return views.awaitReadyLeader();
  }

  @Override
  public final List<String> endAndJudge() throws InterruptedException {
    List<String> violations = new ArrayList<>(workers.end());
    nodeWatch.ifPresent(NodeWatch::close);
    long from = System.nanoTime();
    List<Contestant> living = electorate.seated();
    living.forEach(c -> c.child().expectEnd());
    living.forEach(c -> c.child().say("end"));
    for (Contestant candidate : living) {
      if (candidate.await(Contestant.word("finished"), PATIENCE).isEmpty()) {
        history.add(new HistoryEvent.Fault("end", candidate.process(), ""));
      }
    }
    // What it leads to may be seen later, and nothing else happens after it.
    history.add(new HistoryEvent.Disturbed("end", EVERYBODY, from, Long.MAX_VALUE));
    readStorage();
    violations.addAll(Judgement.of(electorate, historyFile, BenchCandidate.ELECTION));
    return violations;
  }

  /** What the last late write left, if any took effect. */
  private void readStorage() throws InterruptedException {
    Optional<FencedStore.Stored> stored =
        Asked.await(() -> coordinator.store().get(LateWrite.KEY, Freshness.LINEARIZABLE)).value();
    stored.ifPresent(
        s ->
            history.add(
                new HistoryEvent.Committed(
                    LateWrite.STORAGE,
                    s.election().value(),
                    s.version(),
                    s.token().value(),
                    s.value().toUtf8())));
  }

  @Override
  public final void close() {
    nodeWatch.ifPresent(NodeWatch::close);
    coordinator.close();
    signaller.close();
    children.close();
    history.close();
  }
}
