package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.FencedStore.Stored;
import dev.incumbent.election.FencedStore.Writer;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FenceRule;
import dev.incumbent.kit.coordinator.Contest.Held;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Values that only an election's current leader writes. Guarded by the backend they belong to. */
final class MemoryValues {
  private final Map<String, Stored> values = new TreeMap<>();
  private final MemoryBackend backend;

  MemoryValues(MemoryBackend backend) {
    this.backend = backend;
  }

  Optional<Stored> get(String key, boolean linearizable) {
    synchronized (backend) {
      if (linearizable) {
        backend.requireQuorum();
      }
      return Optional.ofNullable(values.get(key));
    }
  }

  long put(Writer writer, String key, Bytes value, OptionalLong expected) {
    synchronized (backend) {
      long version = require(writer, key, expected) + 1;
      values.put(key, new Stored(value, version, writer.election(), writer.token()));
      return version;
    }
  }

  long delete(Writer writer, String key, OptionalLong expected) {
    synchronized (backend) {
      long version = require(writer, key, expected);
      if (version == 0) {
        throw Failure.of(FailureCode.NOT_FOUND, "there is no " + key).toException();
      }
      if (backend.lie != Lie.DELETES_NO_VALUES) {
        values.remove(key);
      }
      return version;
    }
  }

  /** Returns its version, 0 for none. */
  private long require(Writer writer, String key, OptionalLong expected) {
    backend.requireQuorum();
    Optional<Held> holder = backend.holder(writer.election());
    if (holder.filter(held -> admits(held, writer)).isEmpty()
        && backend.lie != Lie.LETS_FORMER_LEADERS_WRITE) {
      throw Failure.of(FailureCode.LEADERSHIP_LOST, "not the current leader's").toException();
    }
    Optional<Stored> stored = Optional.ofNullable(values.get(key));
    if (stored.filter(it -> !it.election().equals(writer.election())).isPresent()) {
      throw Failure.rejected("key", key, "its own election's").toException();
    }
    long version = stored.map(Stored::version).orElse(0L);
    if (expected.isPresent()
        && expected.getAsLong() != version
        && backend.lie != Lie.OVERLOOKS_EXPECTED_VERSIONS) {
      throw Failure.of(FailureCode.COMPARE_FAILED, key + " has version " + version).toException();
    }
    return version;
  }

  private static boolean admits(Held held, Writer writer) {
    return FenceRule.admits(
        held.token().value(), held.grant().toString(), writer.token(), writer.grant());
  }
}
