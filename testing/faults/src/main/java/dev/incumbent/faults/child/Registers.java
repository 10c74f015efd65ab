package dev.incumbent.faults.child;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.FencedStore.Stored;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Some keys that the leader of {@link Registering} writes and everybody reads: each use is told, so
 * that it can be judged whether they are linearizable. No value is written twice.
 */
record Registers(FencedStore store, Wire wire) {
  static final List<String> NAMES =
      IntStream.rangeClosed(1, 6).mapToObj(n -> "faults/register/" + n).toList();

  /** A register that was never written has the empty value, and version 0. */
  record Seen(String value, long version) {}

  /** Reads; empty if there is no answer, or none that is linearizable. */
  Optional<Seen> read(String register) {
    long call = wire.nextCall();
    wire.tell("using", call, register, "READ", "", "");
    try {
      Read<Optional<Stored>> read = store.get(register, Freshness.LINEARIZABLE).join();
      Seen seen =
          read.value().map(s -> new Seen(s.value().toUtf8(), s.version())).orElse(new Seen("", 0));
      wire.tell("used", call, read.linearizable() ? "OK" : "UNKNOWN", seen.value());
      return Optional.of(seen).filter(s -> read.linearizable());
    } catch (CompletionException e) {
      wire.tell("used", call, "UNKNOWN", "");
      return Optional.empty();
    }
  }

  void write(FencedStore.Writer writer, String register, String value) {
    long call = wire.nextCall();
    wire.tell("using", call, register, "WRITE", "", value);
    wire.tell("used", call, put(writer, register, value, OptionalLong.empty()), value);
  }

  /** Writes if the register is as it was seen. */
  void compareAndSet(FencedStore.Writer writer, String register, Seen expected, String value) {
    long call = wire.nextCall();
    wire.tell("using", call, register, "COMPARE_AND_SET", expected.value(), value);
    String outcome = put(writer, register, value, OptionalLong.of(expected.version()));
    wire.tell("used", call, outcome, value);
  }

  /** Returns what is known of it: UNEQUAL if the register had another version. */
  private String put(
      FencedStore.Writer writer, String register, String value, OptionalLong ifVersion) {
    try {
      var unused = store.put(writer, register, Bytes.utf8(value), ifVersion).join();
      return "OK";
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof IncumbentException refusal)) {
        return "UNKNOWN";
      }
      FailureCode code = refusal.code();
      String refused = code == FailureCode.COMPARE_FAILED ? "UNEQUAL" : "REFUSED";
      return code.surelyNotApplied() ? refused : "UNKNOWN";
    }
  }
}
