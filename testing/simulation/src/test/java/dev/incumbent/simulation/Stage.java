package dev.incumbent.simulation;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.fencing.FencingToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A world that a script directs: the same parts as a seed's, and the same invariants after each
 * event, but nothing goes wrong unless the script says so. Clocks agree, a message takes the same
 * time each, and whatever a seed would draw from a range is its middle.
 *
 * <p>Processes are {@code p1}, {@code p2}, …, nodes {@code n1}, {@code n2}, …
 *
 * <p>Errors: a violated invariant is a {@link ViolationException}.
 */
public final class Stage {
  /** The time to live of each session: the default. */
  public static final long TTL_MILLIS = 5_000;

  private record Awaited(Moment moment, String whose, long fromMillis, Runnable act) {}

  private final World world;
  private final RaftGroup group;
  private final Transcript transcript;
  private final List<Awaited> awaited = new ArrayList<>();
  private long backup;

  /**
   * @param suspected a bit for each process whose candidate is {@code ON_SUSPICION}
   */
  public Stage(int nodes, int processes, int suspected) {
    Scenario.Shape shape =
        new Scenario.Shape(
            nodes,
            processes,
            1,
            TTL_MILLIS,
            suspected,
            true,
            false,
            false,
            0,
            60_000,
            Optional.empty(),
            false,
            false,
            false);
    transcript = new Transcript(this::nowNanos);
    Director director = new Chronicler(transcript, this::happened);
    world = new World(new Scenario(1, shape, List.of()), Tampering.NONE, director, true);
    group = ((Cluster) world.coordinator).group();
  }

  private long nowNanos() {
    return world.agenda.now();
  }

  private void happened(Moment moment, String whose) {
    for (Awaited one : List.copyOf(awaited)) {
      if (one.moment == moment
          && one.whose.equals(whose)
          && nowNanos() >= one.fromMillis * Agenda.MILLI) {
        awaited.remove(one);
        one.act.run();
      }
    }
  }

  private void says(String text) {
    transcript.line("SCRIPT", "", text);
  }

  /** Plans something for that time. */
  public void at(long millis, Runnable act) {
    world.agenda.at(millis * Agenda.MILLI, act);
  }

  /** Plans something for the first such moment of a process from that time on. */
  public void at(Moment moment, String process, long fromMillis, Runnable act) {
    awaited.add(new Awaited(moment, process, fromMillis, act));
  }

  /** Lets everything happen up to that time; what did, line by line. */
  public List<String> play(long untilMillis) {
    world.begin();
    world.run(untilMillis * Agenda.MILLI);
    if (!awaited.isEmpty()) {
      throw new IllegalStateException("what the script waits for has not come: " + awaited);
    }
    return transcript.end();
  }

  private Replica process(String name) {
    return world.processes.stream()
        .filter(it -> it.machine().toString().equals(name))
        .findAny()
        .orElseThrow();
  }

  private Client client(String process) {
    return Objects.requireNonNull(process(process).client());
  }

  private Member node(String name) {
    return group.members().stream()
        .filter(it -> it.node().name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private Machine machine(String name) {
    return name.startsWith("n") ? node(name).machine() : process(name).machine();
  }

  /** A process dies, and the other ends of its streams see them closed. */
  public void crash(String process) {
    says(process + " is killed");
    process(process).crash(true);
  }

  /** A process is started again. */
  public void restart(String process) {
    says(process + " is started again");
    process(process).start();
  }

  /** A process or a node stands still. */
  public void pause(String who) {
    says(who + " stands still");
    machine(who).pause();
    group.reconsider();
  }

  /** It goes on, with what has arrived meanwhile. */
  public void resume(String who) {
    says(who + " goes on");
    machine(who).resume();
    group.reconsider();
  }

  /** Nothing passes between these machines any more. */
  public void cut(List<String> these, List<String> from) {
    says("nothing passes between " + words(these) + " and " + words(from));
    each(these, from, false);
  }

  /** Everything passes again. */
  public void heal(List<String> these, List<String> from) {
    says("everything passes between " + words(these) + " and " + words(from));
    each(these, from, true);
  }

  private static String words(List<String> names) {
    return String.join(" ", names);
  }

  private void each(List<String> these, List<String> others, boolean heals) {
    for (String one : these) {
      for (String other : others) {
        for (List<Machine> way : ways(machine(one), machine(other))) {
          if (heals) {
            world.network.heal(way.get(0), way.get(1));
          } else {
            world.network.cut(way.get(0), way.get(1));
          }
        }
      }
    }
    group.reconsider();
  }

  private static List<List<Machine>> ways(Machine one, Machine other) {
    return Arrays.asList(List.of(one, other), List.of(other, one));
  }

  /** What a process is sent on its stream to the Raft leader is lost with the stream. */
  public void resetAtLeader(String process) {
    Member leader = Objects.requireNonNull(group.leader());
    says("the stream between " + process + " and " + leader.node().name() + " is reset");
    client(process).streams().stream()
        .filter(stream -> stream.node() == leader.node())
        .forEach(stream -> stream.reset(true, true));
  }

  /** The work of a process does not return when it is told to, for a TTL and a half. */
  public void stick(String process) {
    says("the work of " + process + " hangs: it will return late");
    client(process).standing().stuck(true);
  }

  /** An operator revokes the current leadership, through a process' client. */
  public void revoke(String through) {
    says("an operator revokes the leadership, through " + through);
    group
        .log()
        .state()
        .election(Standing.election(0))
        .flatMap(view -> view.holder())
        .ifPresent(holder -> change(through, holder.token()));
  }

  private void change(String through, FencingToken token) {
    Operation revoke = new Operation.Revoke(Standing.election(0), token);
    client(through).standing().calls().change(client(through), revoke);
  }

  /** An operator asks for a planned hand-over, through a process' client. */
  public void handOver(String through, String to) {
    says("an operator asks for a hand-over to " + to + ", through " + through);
    Operation ask = new Operation.RequestHandover(Standing.election(0), new CandidateName(to));
    client(through).standing().calls().change(client(through), ask);
  }

  /** A backup is made. */
  public void backUp() {
    says("a backup is made");
    backup = group.log().length();
  }

  /** Every node is lost, and new ones begin with the backup. */
  public void restore() {
    says("every node is lost");
    group.members().forEach(member -> group.crash(member, true));
    group.restore(backup);
    world.judge.restored(group.log().state());
    world.agenda.after(500 * Agenda.MILLI, this::startNodes);
  }

  private void startNodes() {
    says("new nodes begin with the backup");
    group.members().forEach(group::start);
    group.log().state().election(Standing.election(0)).stream()
        .flatMap(view -> view.history().stream())
        .forEach(
            past ->
                transcript.line("history", past.token(), past.candidate() + " " + past.reason()));
  }

  /** Every process closes its client. */
  public void leave(String process) {
    says(process + " closes its client");
    client(process).close();
  }
}
