package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.dev.Witness;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Our own servers and candidates; everything that they do is recorded and judged. */
final class OurField implements Field {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> EVERYBODY = List.of("*");

  private final Electorate electorate = new Electorate();
  private final Path historyFile;
  private final HistoryFile history;
  private final Children children;
  private final OurServers servers;
  private final List<String> candidateVm;
  private List<String> told = List.of();
  private long disturbedFromNanos;
  private final Coordinator coordinator;

  /** What candidates need beside the coordinator. */
  interface Beside {
    /** Starts it, once the servers serve; returns what candidates are told of it. */
    List<String> start(Children children, Coordinator coordinator) throws InterruptedException;
  }

  private OurField(Path folder, List<String> candidateVm) {
    this.candidateVm = candidateVm;
    this.historyFile = folder.resolve("history.jsonl");
    this.history = new HistoryFile(historyFile);
    this.children = new Children(folder);
    this.servers = new OurServers(children, folder);
    this.coordinator = Coordinators.connect(servers.endpoints(), ClientConfig.of("bench"));
  }

  static OurField open(Path folder, List<String> candidateVm) throws InterruptedException {
    return open(folder, candidateVm, (children, coordinator) -> List.of());
  }

  static OurField open(Path folder, List<String> candidateVm, Beside beside)
      throws InterruptedException {
    OurField field = new OurField(folder, candidateVm);
    try {
      field.start(beside);
      return field;
    } catch (InterruptedException | RuntimeException e) {
      field.close();
      throw e;
    }
  }

  private void start(Beside beside) throws InterruptedException {
    servers.start();
    told = beside.start(children, coordinator);
    coordinator.elections().observe(List.of(BenchCandidate.ELECTION), new Witness(history));
    for (int seat = 0; seat < OurSide.CANDIDATES; seat++) {
      electorate.add(startCandidate(seat, 1));
    }
    var unused = electorate.awaitLeader(0);
  }

  private Contestant startCandidate(int seat, int incarnation) {
    String name = name(seat);
    Contestant candidate = new Contestant(name + "." + incarnation);
    List<String> call = new ArrayList<>();
    call.addAll(List.of(BenchCandidate.class.getName(), servers.endpoints(), name));
    call.addAll(told);
    candidate.started(children.java(name, candidateVm, call, candidate::said));
    return candidate;
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
  public long restartNanos(int server) throws InterruptedException {
    long from = System.nanoTime();
    long took = servers.restartNanos(server);
    history.add(new HistoryEvent.Disturbed("restart", EVERYBODY, from, System.nanoTime()));
    return took;
  }

  @Override
  public List<String> endAndJudge() throws InterruptedException {
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
    return Judgement.of(electorate, historyFile, BenchCandidate.ELECTION);
  }

  @Override
  public void close() {
    coordinator.close();
    children.close();
    history.close();
  }
}
