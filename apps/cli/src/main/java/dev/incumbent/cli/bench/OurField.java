package dev.incumbent.cli.bench;

import dev.incumbent.cli.bench.wire.HeldElections;
import dev.incumbent.cli.bench.wire.RenewingSessions;
import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.dev.LocalCluster;
import dev.incumbent.cli.dev.Witness;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Our own servers and candidates; everything that they do is recorded and judged. */
final class OurField implements Field {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> EVERYBODY = List.of("*");

  private final Electorate electorate = new Electorate();
  private final Path historyFile;
  private final HistoryFile history;
  private final Children children;
  private final LocalCluster cluster;
  private final List<String> candidateVm;
  private final Workers workers;
  private final List<String> reported = new ArrayList<>();
  private final Path folder;
  private int watches;
  private long disturbedFromNanos;
  private final Coordinator coordinator;

  private OurField(Path folder, List<String> candidateVm, List<String> serverVm) {
    this.folder = folder;
    this.candidateVm = candidateVm;
    this.historyFile = folder.resolve("history.jsonl");
    this.history = new HistoryFile(historyFile);
    this.children = new Children(folder);
    List<Integer> ports = Children.freePorts(2 * OurSide.SERVERS);
    this.cluster =
        new LocalCluster(
            children,
            serverVm,
            ports.subList(0, OurSide.SERVERS),
            ports.subList(OurSide.SERVERS, 2 * OurSide.SERVERS),
            folder);
    this.coordinator = Coordinators.connect(cluster.uri(), ClientConfig.of("bench"));
    this.workers = new Workers(this::startWorker);
  }

  static OurField open(Path folder, List<String> candidateVm) throws InterruptedException {
    return open(folder, candidateVm, OurSide.SERVER_VM);
  }

  static OurField open(Path folder, List<String> candidateVm, List<String> serverVm)
      throws InterruptedException {
    OurField field = new OurField(folder, candidateVm, serverVm);
    try {
      field.start();
      return field;
    } catch (InterruptedException | RuntimeException e) {
      field.close();
      throw e;
    }
  }

  private void start() throws InterruptedException {
    cluster.startAll();
    coordinator.elections().observe(List.of(BenchCandidate.ELECTION), new Witness(history));
    for (int seat = 0; seat < OurSide.CANDIDATES; seat++) {
      electorate.add(startCandidate(seat, 1));
    }
    var unused = electorate.awaitLeader(0);
  }

  private Contestant startCandidate(int seat, int incarnation) {
    String name = name(seat);
    Contestant candidate = new Contestant(name + "." + incarnation);
    List<String> call = List.of(BenchCandidate.class.getName(), cluster.uri(), name);
    candidate.started(children.java(name, candidateVm, call, candidate::said));
    return candidate;
  }

  private Child startWorker(Role role, String name, Consumer<String> lines) {
    String program =
        switch (role) {
          case MASS -> MassCandidate.class.getName();
          case RENEWALS -> RenewingSessions.class.getName();
          case HOLDER -> HeldElections.class.getName();
        };
    return children.java(name, OurSide.WORKER_VM, List.of(program, cluster.uri(), name), lines);
  }

  private static String name(int seat) {
    return "c" + (seat + 1);
  }

  Coordinator coordinator() {
    return coordinator;
  }

  @Override
  public Electorate electorate() {
    return electorate;
  }

  @Override
  public void handOver(Electorate.Leader leader) {
    String election = BenchCandidate.ELECTION.value();
    history.add(new HistoryEvent.HandoverAsked(election, System.nanoTime()));
    CandidateName next = new CandidateName(name((leader.seat() + 1) % electorate.seats()));
    var unused = coordinator.elections().requestHandover(BenchCandidate.ELECTION, next).join();
  }

  @Override
  public long kill(Electorate.Leader leader) throws InterruptedException {
    Contestant victim = leader.candidate();
    long killed = victim.child().crash();
    electorate.killed(victim, killed);
    boolean ended = victim.child().awaitEnd(PATIENCE);
    history.add(new HistoryEvent.Killed(victim.process(), killed));
    String evidence = ended ? "process " + victim.child().pid() + " ended" : "";
    history.add(new HistoryEvent.Fault("kill", victim.process(), evidence));
    disturbedFromNanos = killed;
    return killed;
  }

  @Override
  public void revive(int seat) {
    history.add(
        new HistoryEvent.Disturbed(
            "kill", List.of(name(seat)), disturbedFromNanos, System.nanoTime()));
    electorate.replace(seat, startCandidate(seat, electorate.incarnations(seat) + 1));
  }

  @Override
  public Contestant worker(Role role, String name) {
    return workers.get(role, name);
  }

  @Override
  public void report(List<String> violations) {
    reported.addAll(violations);
  }

  @Override
  public Watch watch(List<ElectionName> elections) {
    watches++;
    Path file = folder.resolve("watch-" + watches + ".jsonl");
    return new OurWatch(file, coordinator.elections(), elections, this::report);
  }

  @Override
  public List<Child> servers() {
    return IntStream.range(0, cluster.size()).mapToObj(cluster::process).toList();
  }

  @Override
  public List<String> endAndJudge() throws InterruptedException {
    List<String> violations = new ArrayList<>(reported);
    violations.addAll(workers.end());
    long from = System.nanoTime();
    List<Contestant> living = electorate.seated();
    living.forEach(c -> c.child().expectEnd());
    living.forEach(c -> c.child().say("end"));
    for (Contestant candidate : living) {
      if (!candidate.child().awaitEnd(PATIENCE)) {
        history.add(new HistoryEvent.Fault("end", candidate.process(), ""));
      }
    }
    history.add(new HistoryEvent.Disturbed("end", EVERYBODY, from, System.nanoTime()));
    violations.addAll(Judgement.of(electorate, historyFile, BenchCandidate.ELECTION));
    return violations;
  }

  @Override
  public void close() {
    coordinator.close();
    children.close();
    history.close();
  }
}
