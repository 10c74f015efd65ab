package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Revocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our own servers, and candidates that are their clients. */
final class OurField extends JudgedField {
  private final OurServers servers;
  private final Candidates candidates;
  private List<String> told = List.of();

  private record Candidates(List<String> vm, Revocation revocation, Beside beside) {}

  /** What candidates need beside the coordinator. */
  interface Beside {
    /** Starts it, once the servers serve; returns what candidates are told of it. */
    List<String> start(Children children, Coordinator coordinator) throws InterruptedException;
  }

  private OurField(Path folder, Children children, OurServers servers, Candidates candidates) {
    super(folder, children, servers.addresses());
    this.servers = servers;
    this.candidates = candidates;
  }

  static OurField open(Path folder, List<String> candidateVm, Revocation revocation)
      throws InterruptedException {
    return open(
        folder,
        OurSide.serverVm(OurSide.SERVER_VM),
        candidateVm,
        revocation,
        (children, coordinator) -> List.of());
  }

  static OurField open(
      Path folder,
      List<String> serverVm,
      List<String> candidateVm,
      Revocation revocation,
      Beside beside)
      throws InterruptedException {
    Children children = new Children(folder);
    OurServers servers = new OurServers(children, folder, serverVm);
    Candidates candidates = new Candidates(candidateVm, revocation, beside);
    OurField field = new OurField(folder, children, servers, candidates);
    try {
      field.start();
      return field;
    } catch (InterruptedException | RuntimeException e) {
      field.close();
      throw e;
    }
  }

  @Override
  void startServers() throws InterruptedException {
    servers.start();
    told = candidates.beside().start(children(), coordinator());
  }

  @Override
  Child startCandidate(int seat, String name, Contestant candidate) {
    List<String> call = new ArrayList<>();
    call.addAll(
        List.of(BenchCandidate.class.getName(), endpoints(), name, candidates.revocation().name()));
    call.addAll(told);
    return children().java(name, candidates.vm(), call, candidate::said);
  }

  @Override
  public Child server(int server) {
    return servers.process(server);
  }

  @Override
  public ServerCrash crashServer(int server) throws InterruptedException {
    unwatchNodes();
    return crash(server, "node-" + (server + 1), servers.process(server));
  }

  @Override
  public void restartServer(int server) throws InterruptedException {
    servers.startAgain(server);
    awaitCaughtUp(server);
  }

  @Override
  public long restartNanos(int server) throws InterruptedException {
    unwatchNodes();
    long from = System.nanoTime();
    long took = servers.restartNanos(server);
    disturbed("restart", from);
    awaitCaughtUp(server);
    return took;
  }
}
