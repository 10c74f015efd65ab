package dev.incumbent.simulation;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The coordinator's own storage, beside a model of it that takes what took effect in the order of
 * the log. I1: that had the token of the leadership that held its election. I4: what was
 * acknowledged took effect and is there until it is replaced, what was refused never does, what is
 * unknown does once or not at all. I6: a read called linearizable shows all that was committed when
 * it was asked for, and a stale one what was there so long ago as it says, or later (S-10).
 */
final class StoreCheck {
  private static final long AGE_SLACK_NANOS = 2 * Agenda.MILLI;

  /** A write as its process asked for it, and the numbers under which it was sent. */
  static final class Write {
    private final Operation operation;
    private final List<String> sent = new ArrayList<>();
    private final int era;
    private boolean refused;

    private Write(Operation operation, int era) {
      this.operation = operation;
      this.era = era;
    }

    /** The very same: equal ones are different writes. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Operation other) {
      return operation == other;
    }

    @Override
    public String toString() {
      return operation + " sent as " + sent;
    }
  }

  /** A read as it was asked for: when, and what was committed by then. */
  record Read(String key, boolean stale, long index, long atNanos, int era) {}

  private final Agenda agenda;
  private final boolean judgesAges;
  private final KeyModel model = new KeyModel();
  private final TreeMap<String, Write> asked = new TreeMap<>();
  private final TreeMap<String, Long> effects = new TreeMap<>();
  private final TreeMap<Long, Long> committed = new TreeMap<>();
  private long index;
  private int era;

  /**
   * @param judgesAges whether clock rates are within the bound: beyond it an age means nothing
   */
  StoreCheck(Agenda agenda, boolean judgesAges) {
    this.agenda = agenda;
    this.judgesAges = judgesAges;
  }

  Write asks(Operation operation, String key) {
    model.know(key);
    return new Write(operation, era);
  }

  void sent(Write write, SessionId session, long sequence) {
    String number = session + " " + sequence;
    if (asked.put(number, write) == null) {
      write.sent.add(number);
    }
  }

  Read reads(String key, boolean stale) {
    model.know(key);
    return new Read(key, stale, index, agenda.now(), era);
  }

  /** An entry was committed and applied. */
  void applied(Applied entry, CoordinatorState state) {
    index = entry.index();
    committed.put(agenda.now(), index);
    model.grants(entry.electionEvents());
    List<Command> commands = entry.entry().commands();
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i) instanceof Command.Sequenced command
          && entry.results().get(i) instanceof OperationResult.Written written) {
        took(command, written.version());
      }
    }
    model.ends(entry.electionEvents());
    model.compare(state);
  }

  /** A retry is answered with the same result, and does not take effect again. */
  private void took(Command.Sequenced command, long version) {
    String number = command.session() + " " + command.sequence();
    Long before = effects.putIfAbsent(number, version);
    if (before != null) {
      if (before != version) {
        throw new ViolationException("I4", command + " took effect twice");
      }
      return;
    }
    Write write = asked.get(number);
    if (write != null && write.refused) {
      throw new ViolationException("I4", write + " was refused and takes effect");
    }
    Operation wanted = write == null ? command.operation() : write.operation;
    model.took(wanted, version, index);
  }

  void answered(Write write, OperationResult result) {
    if (write.era != era) {
      return;
    }
    Optional<Long> effect = effect(write);
    if (result instanceof OperationResult.Written written) {
      if (!effect.equals(Optional.of(written.version()))) {
        throw new ViolationException(
            "I4", write + " was acknowledged as version " + written.version() + " and is lost");
      }
    } else if (result instanceof OperationResult.Failed failed
        && failed.failure().code() != FailureCode.OUTCOME_UNKNOWN) {
      write.refused = true;
      if (effect.isPresent()) {
        throw new ViolationException("I4", write + " was refused and is there: " + failed);
      }
    }
  }

  private Optional<Long> effect(Write write) {
    return write.sent.stream().filter(effects::containsKey).map(effects::get).findFirst();
  }

  void answered(Read read, ServerMessage.ReadAnswer answer) {
    if (read.era != era || !(answer.answer() instanceof Answer.Value value)) {
      return;
    }
    if (!read.stale && (!answer.linearizable() || answer.index() < read.index)) {
      throw new ViolationException("I6", read + " does not show what it must: " + answer);
    }
    if (!value.stored().equals(model.at(read.key, answer.index()))) {
      throw new ViolationException("I6", read + " shows what never was: " + answer);
    }
    if (judgesAges && answer.ageMillis().isPresent()) {
      isAsOldAsItSays(read, answer, answer.ageMillis().getAsLong() * Agenda.MILLI);
    }
  }

  /** How often the cluster went back. */
  int era() {
    return era;
  }

  /** A backup that was asked for in that era holds what was there at its index. */
  void backedUp(CoordinatorState copy, int askedIn) {
    if (askedIn == era) {
      model.compareAt(copy);
    }
  }

  /** It was answered after it was asked for, and its age is counted on some clock. */
  private void isAsOldAsItSays(Read read, ServerMessage.ReadAnswer answer, long ageNanos) {
    long since = read.atNanos - ageNanos - ageNanos / 100 - AGE_SLACK_NANOS;
    var then = committed.floorEntry(since);
    if (then != null && answer.index() < then.getValue()) {
      throw new ViolationException("I6", read + " shows what is older than it says: " + answer);
    }
  }

  /** The cluster goes on from a copy: what was asked before, and what was answered, may be gone. */
  void restored(CoordinatorState state) {
    era++;
    index = state.index();
    effects.clear();
    committed.clear();
    model.restored(state);
  }
}
