package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A peer's servers, and candidates that use its client. */
final class PeerField implements Field {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * The programs of a peer.
   *
   * @param jar all that is on its class path
   * @param family the beginning of its programs' names: what follows is what each does
   * @param lease the argument that says how long a silent candidate is waited for
   */
  record Program(Path jar, String family, String lease) {}

  private final Electorate electorate = new Electorate();
  private final Signaller signaller = new Signaller();
  private final Children children;
  private final PeerServers servers;
  private final Program program;
  private final Workers workers = new Workers(this::startWorker);

  private PeerField(Children children, PeerServers servers, Program program) {
    this.children = children;
    this.servers = servers;
    this.program = program;
  }

  /** Starts the servers, and candidates when they serve. */
  static Field open(Path folder, Function<Children, PeerServers> servers, Program program)
      throws InterruptedException {
    Children children = new Children(folder);
    PeerField field = new PeerField(children, servers.apply(children), program);
    try {
      field.start();
      return field;
    } catch (InterruptedException | RuntimeException e) {
      field.close();
      throw e;
    }
  }

  private void start() throws InterruptedException {
    servers.start();
    for (int seat = 0; seat < OurSide.CANDIDATES; seat++) {
      electorate.add(startCandidate(seat, 1));
    }
    var unused = electorate.awaitLeader(0);
  }

  private Contestant startCandidate(int seat, int incarnation) {
    String name = "c" + (seat + 1);
    Contestant candidate = new Contestant(name + "." + incarnation);
    List<String> call = call("Candidate", name);
    candidate.started(
        children.javaOn(program.jar(), name, OurSide.CANDIDATE_VM, call, candidate::said));
    return candidate;
  }

  private Child startWorker(Role role, String name, Consumer<String> lines) {
    List<String> call = call(role.peers(), name);
    return children.javaOn(program.jar(), name, OurSide.WORKER_VM, call, lines);
  }

  private List<String> call(String does, String name) {
    return List.of(program.family() + does, servers.endpoints(), name, program.lease());
  }

  @Override
  public Electorate electorate() {
    return electorate;
  }

  @Override
  public String endpoints() {
    return servers.endpoints();
  }

  @Override
  public Workers workers() {
    return workers;
  }

  @Override
  public Child server(int server) {
    return servers.process(server);
  }

  @Override
  public void handOver(Electorate.Leader leader) {
    leader.candidate().child().say("release");
  }

  @Override
  public long kill(Electorate.Leader leader) throws InterruptedException {
    ServerCrash crash = crash(leader.seat(), leader.candidate().child());
    electorate.killed(leader.candidate(), crash.beforeNanos());
    return crash.beforeNanos();
  }

  private static ServerCrash crash(int number, Child victim) throws InterruptedException {
    long before = victim.crash();
    long after = System.nanoTime();
    if (!victim.awaitEnd(PATIENCE)) {
      throw new IllegalStateException(victim.name() + " survived kill -9");
    }
    return new ServerCrash(number, before, after);
  }

  @Override
  public void revive(int seat) {
    electorate.replace(seat, startCandidate(seat, electorate.incarnations(seat) + 1));
  }

  @Override
  public long restartNanos(int server) throws InterruptedException {
    return servers.restartNanos(server);
  }

  @Override
  public long pause(Electorate.Leader leader) {
    long paused = signaller.send("STOP", leader.candidate().child());
    electorate.paused(leader, paused);
    return paused;
  }

  @Override
  public long resume(Electorate.Leader leader) {
    return signaller.send("CONT", leader.candidate().child());
  }

  @Override
  public int awaitLeadingServer() throws InterruptedException {
    return servers.awaitLeader();
  }

  @Override
  public ServerCrash crashServer(int server) throws InterruptedException {
    return crash(server, servers.process(server));
  }

  @Override
  public void restartServer(int server) throws InterruptedException {
    servers.restart(server);
  }

  /** Those that wait end first: nobody is elected while it ends. */
  @Override
  public List<String> endAndJudge() throws InterruptedException {
    Contestant leader = electorate.awaitLeader(0).candidate();
    List<Contestant> waiting =
        electorate.seated().stream().filter(candidate -> candidate != leader).toList();
    List<String> violations = new ArrayList<>(workers.end());
    for (Contestant candidate : waiting) {
      end(candidate, violations);
    }
    end(leader, violations);
    violations.addAll(Spell.violations(electorate.spells()));
    return violations;
  }

  private static void end(Contestant candidate, List<String> violations)
      throws InterruptedException {
    candidate.child().expectEnd();
    candidate.child().say("end");
    if (!candidate.child().awaitEnd(PATIENCE)) {
      violations.add(candidate.process() + " did not end");
    }
  }

  @Override
  public void close() {
    signaller.close();
    children.close();
  }
}
