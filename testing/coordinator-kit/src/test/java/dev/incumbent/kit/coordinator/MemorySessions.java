package dev.incumbent.kit.coordinator;

import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which sessions there are, and for how long they have been silent. Guarded by the backend. */
final class MemorySessions {
  private static final long LEARNS_NANOS = 4_000_000_000L;
  private static final long SUSPICIOUS_NANOS = 500_000_000L;

  private record Session(long ttlNanos, long sinceNanos, long heardNanos) {}

  private final Map<SessionId, Session> sessions = new TreeMap<>();
  private final Lie lie;

  MemorySessions(Lie lie) {
    this.lie = lie;
  }

  /** Opens it, or renews it. */
  void hear(SessionId id, long ttlNanos, boolean renews, long now) {
    if (renews || !sessions.containsKey(id)) {
      Session known = sessions.get(id);
      sessions.put(id, new Session(ttlNanos, known == null ? now : known.sinceNanos, now));
    }
  }

  void giveAllTheirTtl(long now) {
    sessions.replaceAll((id, session) -> new Session(session.ttlNanos, now, now));
  }

  void end(SessionId id) {
    sessions.remove(id);
  }

  Optional<Long> ttlNanos(SessionId id) {
    return Optional.ofNullable(sessions.get(id)).map(Session::ttlNanos);
  }

  /** Those that were heard for long, and have been silent for a little. */
  List<SessionId> suspicious(long now) {
    List<SessionId> suspicious = new ArrayList<>();
    sessions.forEach(
        (id, session) -> {
          boolean known = session.heardNanos - session.sinceNanos > LEARNS_NANOS;
          if (known && now - session.heardNanos > SUSPICIOUS_NANOS) {
            suspicious.add(id);
          }
        });
    return suspicious;
  }

  /** Those whose time is over. */
  List<SessionId> silent(long now) {
    List<SessionId> silent = new ArrayList<>();
    sessions.forEach(
        (id, session) -> {
          long ttl = lie == Lie.EXPIRES_TOO_EARLY ? session.ttlNanos / 4 : session.ttlNanos;
          if (now - session.heardNanos > ttl && lie != Lie.NEVER_EXPIRES) {
            silent.add(id);
          }
        });
    return silent;
  }
}
