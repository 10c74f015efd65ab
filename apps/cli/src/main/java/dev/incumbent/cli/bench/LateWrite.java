package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.codec.Bytes;
import dev.incumbent.election.FencedStore;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryEvent.Outcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a leader tries that was paused: a fenced write with the token that it had, whatever became
 * of its leadership, until the storage has said yes or no.
 *
 * <p>It says {@code late TOKEN CALL RETURN OUTCOME POSITION VALUE} of each attempt.
 */
final class LateWrite {
  static final String WORD = "late";

  /** The key that is written. */
  static final String KEY = "bench/late";

  /** The coordinator's storage, as the history knows it. */
  static final String STORAGE = "key-value";

  /** The session or the connection of the first attempts can be one that went away meanwhile. */
  private static final int ATTEMPTS = 100;

  private static final long PAUSE_MILLIS = 20;

  /** The answers with which the storage itself has refused. */
  private static final Set<FailureCode> DECIDED =
      EnumSet.of(FailureCode.STALE_TOKEN, FailureCode.LEADERSHIP_LOST);

  private LateWrite() {}

  static void attempt(FencedStore store, FencedStore.Writer writer, Consumer<String> told)
      throws InterruptedException {
    String value = "late-" + writer.token() + "-";
    for (int i = 0; i < ATTEMPTS && once(store, writer, value + i, told) == Outcome.UNKNOWN; i++) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static Outcome once(
      FencedStore store, FencedStore.Writer writer, String value, Consumer<String> told) {
    long call = System.nanoTime();
    Outcome outcome = Outcome.OK;
    long version = 0;
    try {
      version = store.put(writer, KEY, Bytes.utf8(value), OptionalLong.empty()).join();
    } catch (CompletionException e) {
      boolean decided =
          e.getCause() instanceof IncumbentException why && DECIDED.contains(why.code());
      outcome = decided ? Outcome.REFUSED : Outcome.UNKNOWN;
    }
    told.accept(
        "%s %s %d %d %s %d %s"
            .formatted(WORD, writer.token(), call, System.nanoTime(), outcome, version, value));
    return outcome;
  }

  /** Whether a line tells what became of the write with that token, of a peer's, too. */
  static Predicate<Contestant.Line> decided(long token) {
    return Contestant.word(WORD, token).and(line -> !outcome(line).equals(Outcome.UNKNOWN.name()));
  }

  /** Whether the write that a line tells of took effect. */
  static boolean isAccepted(Contestant.Line line) {
    return outcome(line).equals(Outcome.OK.name());
  }

  private static String outcome(Contestant.Line line) {
    return line.rest().get(3);
  }

  /** The write that the words after {@code late} tell of. */
  static HistoryEvent.Write read(String process, String election, List<String> words) {
    Outcome outcome = Outcome.valueOf(words.get(3));
    return new HistoryEvent.Write(
        process,
        STORAGE,
        election,
        Long.parseLong(words.get(0)),
        words.get(5),
        Long.parseLong(words.get(1)),
        Long.parseLong(words.get(2)),
        outcome,
        outcome == Outcome.OK ? Optional.of(Long.parseLong(words.get(4))) : Optional.empty());
  }
}
