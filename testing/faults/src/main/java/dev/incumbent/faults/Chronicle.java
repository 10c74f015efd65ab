package dev.incumbent.faults;

import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The collector: stamps what the processes tell, by its own clock, which no fault bends.
 *
 * <p>An operation that never returned is unknown, and returns never. Threads: safe.
 */
final class Chronicle implements AutoCloseable {
  /** The storage that is the coordinator's own. */
  private static final String COORDINATOR_STORAGE = "key-value";

  private final HistoryFile file;
  private final List<HistoryEvent> events = new ArrayList<>();
  private final Map<String, Open> open = new TreeMap<>();
  private final RegisterCalls registers = new RegisterCalls();
  private final Silences silences = new Silences();
  private final TreeMap<String, NodeSaid> nodes = new TreeMap<>();
  private final TreeMap<String, Holder> holders = new TreeMap<>();
  private final Set<HistoryEvent.RaftTerm> terms = new LinkedHashSet<>();
  private final Map<String, Clocks> clocks = new TreeMap<>();
  private final Set<String> excused = new TreeSet<>();
  private long lastAcknowledgedCall;
  private long position;
  private boolean drained;

  /** A call that has not returned. */
  private record Open(String process, List<String> words, long callNanos) {}

  /** What a node said last. */
  record NodeSaid(String address, long term, boolean ready, long atNanos) {}

  /** Whose work began last in an election. */
  record Holder(String process, long token, long atNanos) {}

  /** A process's first and last reading of its clock, and of the kernel's beside it. */
  private record Clocks(long first, long firstKernel, long last, long lastKernel) {}

  Chronicle(Path path) {
    file = new HistoryFile(path);
  }

  /** A process told a line. */
  synchronized void heard(String process, String line) {
    long now = System.nanoTime();
    String[] words = line.split("\t", -1);
    switch (words[0]) {
      case "call", "reading", "asking" ->
          open.put(process + "/" + words[1], new Open(process, List.of(words), now));
      case "done", "read", "unread", "valid", "invalid" -> returned(process, words, now);
      case "using" -> registers.began(process, words, now);
      case "used" -> registers.returned(process, words, now).ifPresent(this::add);
      case "observed" -> observed(process, words);
      case "node" -> node(words, now);
      case "granted", "finished", "committed" -> coordinator(words, now);
      case "clock" -> {
        silences.heard(process, now).ifPresent(this::add);
        clock(process, Long.parseLong(words[1]), Long.parseLong(words[2]));
      }
      case "handing-over" -> add(new HistoryEvent.HandoverAsked(words[1], now));
      case "drained" -> drained = true;
      case "resync", "closed" -> {}
      default -> candidate(process, words, now);
    }
    notifyAll();
  }

  private void candidate(String process, String[] w, long now) {
    switch (w[0]) {
      case "claimed" ->
          add(new HistoryEvent.Claimed(process, w[1], w[2], Long.parseLong(w[3]), now));
      case "elected" -> {
        long token = Long.parseLong(w[2]);
        holders.put(w[1], new Holder(process, token, now));
        add(new HistoryEvent.Elected(process, w[1], token, now));
      }
      case "stop" -> add(new HistoryEvent.StopSeen(process, w[1], Long.parseLong(w[2]), now));
      case "returned" ->
          add(new HistoryEvent.WorkReturned(process, w[1], Long.parseLong(w[2]), now));
      case "ended" -> add(new HistoryEvent.EndTold(process, w[1], Long.parseLong(w[2]), now));
      default -> {}
    }
  }

  private void returned(String process, String[] words, long now) {
    Open call = open.remove(process + "/" + words[1]);
    if (call == null) {
      throw new IllegalStateException(process + " returned from a call that it never made");
    }
    switch (words[0]) {
      case "done" -> write(call, HistoryEvent.Outcome.valueOf(words[2]), words[3], now);
      case "read" -> add(read(call, words, now));
      case "valid" -> add(valid(call, now));
      default -> {}
    }
  }

  private static HistoryEvent read(Open call, String[] words, long now) {
    return new HistoryEvent.Read(
        call.process(),
        call.words().get(2),
        call.callNanos(),
        now,
        Boolean.parseBoolean(words[2]),
        Long.parseLong(words[3]));
  }

  private HistoryEvent valid(Open call, long now) {
    return new HistoryEvent.Valid(
        call.process(),
        call.words().get(2),
        Long.parseLong(call.words().get(3)),
        !excused.contains(call.process()),
        call.callNanos(),
        now);
  }

  private void write(Open call, HistoryEvent.Outcome outcome, String version, long returned) {
    List<String> w = call.words();
    if (outcome == HistoryEvent.Outcome.OK && w.get(2).equals(COORDINATOR_STORAGE)) {
      lastAcknowledgedCall = Math.max(lastAcknowledgedCall, call.callNanos());
    }
    add(
        new HistoryEvent.Write(
            call.process(),
            w.get(2),
            w.get(3),
            Long.parseLong(w.get(4)),
            w.get(5),
            call.callNanos(),
            returned,
            outcome,
            version.equals("-") ? Optional.empty() : Optional.of(Long.parseLong(version))));
  }

  private void clock(String process, long millis, long kernelMillis) {
    Clocks first = clocks.getOrDefault(process, new Clocks(millis, kernelMillis, 0, 0));
    clocks.put(process, new Clocks(first.first(), first.firstKernel(), millis, kernelMillis));
  }

  /** How fast a process's clock has run, as it told. */
  synchronized ClockRate clockRate(String process) {
    Clocks told = clocks.get(process);
    return told == null
        ? ClockRate.NONE
        : new ClockRate(told.last() - told.first(), told.lastKernel() - told.firstKernel());
  }

  /** What this process says of its leases is not held against it: its clock is beyond the bound. */
  synchronized void excuse(String process) {
    excused.add(process);
  }

  /** Whether what this process says of its leases is judged. */
  synchronized boolean isJudged(String process) {
    return !excused.contains(process);
  }

  private void observed(String process, String[] w) {
    boolean resync = w[1].equals("resync");
    add(
        new HistoryEvent.Observed(
            process, resync, Long.parseLong(w[2]), Integer.parseInt(w[3]), w[4]));
  }

  private void node(String[] w, long now) {
    NodeSaid said = new NodeSaid(w[1], Long.parseLong(w[2]), Boolean.parseBoolean(w[4]), now);
    NodeSaid before = nodes.put(w[1], said);
    silences.heard(w[1], now).ifPresent(this::add);
    boolean leads = Boolean.parseBoolean(w[3]);
    HistoryEvent.RaftTerm term = new HistoryEvent.RaftTerm(w[1], said.term(), leads);
    boolean moved = before != null && before.term() != said.term();
    if (terms.add(term) || moved) {
      add(term);
    }
  }

  private void coordinator(String[] w, long now) {
    position++;
    switch (w[0]) {
      case "granted" ->
          add(new HistoryEvent.Granted(w[1], position, Long.parseLong(w[2]), w[3], w[4]));
      case "finished" ->
          add(new HistoryEvent.Ended(w[1], position, Long.parseLong(w[2]), w[3], w[4], now));
      default ->
          add(
              new HistoryEvent.Committed(
                  w[1], w[2], Long.parseLong(w[3]), Long.parseLong(w[4]), w[5]));
    }
  }

  /** A process is gone: what it had called is unknown for good. */
  synchronized void killed(String process) {
    add(new HistoryEvent.Killed(process, System.nanoTime()));
    registers.killed(process).forEach(this::add);
    for (String key : List.copyOf(open.keySet())) {
      Open call = open.get(key);
      if (call != null && call.process().equals(process)) {
        open.remove(key);
        if (call.words().get(0).equals("call")) {
          write(call, HistoryEvent.Outcome.UNKNOWN, "-", Long.MAX_VALUE);
        }
      }
    }
  }

  synchronized void add(HistoryEvent event) {
    events.add(event);
    file.add(event);
  }

  /** The node that last said that it leads in the newest term and serves. */
  synchronized Optional<NodeSaid> findReadyNode(long sinceNanos) {
    return nodes.values().stream()
        .filter(n -> n.ready() && n.atNanos() >= sinceNanos)
        .max(Comparator.comparingLong(NodeSaid::term));
  }

  synchronized Optional<Holder> findHolder(String election) {
    return Optional.ofNullable(holders.get(election));
  }

  /** Waits until the coordinator acknowledged a write that was called later than that; whether. */
  boolean awaitAcknowledged(long afterNanos, long atMostNanos) throws InterruptedException {
    return await(c -> c.lastAcknowledgedCall > afterNanos, atMostNanos);
  }

  boolean awaitDrained(long atMostNanos) throws InterruptedException {
    return await(c -> c.drained, atMostNanos);
  }

  /** Waits for something that changes with a line. */
  synchronized boolean await(Predicate<Chronicle> wanted, long atMostNanos)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMostNanos;
    while (!wanted.test(this)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000 + 1);
    }
    return true;
  }

  synchronized List<HistoryEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    file.close();
  }
}
