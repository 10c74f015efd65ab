package dev.incumbent.coordinator.host;

import dev.incumbent.session.PeerMessage.Attachment;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Each session's newest attachment at this node.
 *
 * <pre>
 * attachment   event                                     next
 * - or n       attach m > n                              m open, on that stream; n's is superseded
 * n open       its stream closed by the client's side    n closed
 * n open       its stream ended otherwise                n open, without a stream
 * any          an older attachment's stream ends         same
 * not open     its session is not in the state           -
 * </pre>
 *
 * <p>It is the session's <em>main</em> attachment from the moment at which this node, leading, told
 * it the session's whole state, until that term ends: events and acknowledgements go out on no
 * other, so that each follows every event before it (lease rule 5).
 */
final class Attachments {
  private static final class Row {
    private final long number;
    private OptionalLong stream;
    private boolean closed;
    private boolean main;

    private Row(long number, long stream) {
      this.number = number;
      this.stream = OptionalLong.of(stream);
    }
  }

  private final Situation situation;
  private final TreeMap<SessionId, Row> rows = new TreeMap<>();

  Attachments(Situation situation) {
    this.situation = situation;
  }

  /** Returns false if a newer attachment is known: this one stays superseded. */
  boolean attach(SessionId session, long number, long stream) {
    Row row = rows.get(session);
    if (row != null && row.number >= number) {
      return false;
    }
    rows.put(session, new Row(number, stream));
    return true;
  }

  void makeMain(SessionId session) {
    Row row = rows.get(session);
    if (row != null) {
      row.main = true;
    }
  }

  /** The end of a term: what happens to sessions now is not told them here. */
  void makeAllPassive() {
    rows.values().forEach(row -> row.main = false);
  }

  /** The stream of the session's newest attachment here, whoever leads. */
  OptionalLong stream(SessionId session) {
    Row row = rows.get(session);
    return row == null ? OptionalLong.empty() : row.stream;
  }

  /** The stream on which a session is told its events and acknowledgements, if it has one here. */
  OptionalLong mainStream(SessionId session) {
    Row row = rows.get(session);
    return row == null || !row.main ? OptionalLong.empty() : row.stream;
  }

  boolean isNewest(SessionId session, long stream) {
    OptionalLong newest = stream(session);
    return newest.isPresent() && newest.getAsLong() == stream;
  }

  /** Returns the attachment whose stream this was, unless it is superseded. */
  Optional<Attachment> streamGone(SessionId session, long stream, boolean byClient) {
    Row row = rows.get(session);
    if (row == null || !isNewest(session, stream)) {
      return Optional.empty();
    }
    row.stream = OptionalLong.empty();
    row.closed = byClient;
    row.main = false;
    Attachment attachment = new Attachment(session, row.number, row.closed);
    forgetIfUnknown(session);
    return Optional.of(attachment);
  }

  /** The session is not in the state (any more): nothing of it is kept beyond its stream. */
  void forgetIfUnknown(SessionId session) {
    Row row = rows.get(session);
    if (row != null && row.stream.isEmpty() && situation.state().session(session).isEmpty()) {
      rows.remove(session);
    }
  }

  void forgetAllUnknown() {
    List.copyOf(rows.keySet()).forEach(this::forgetIfUnknown);
  }

  Optional<Attachment> find(SessionId session) {
    return Optional.ofNullable(rows.get(session))
        .map(row -> new Attachment(session, row.number, row.closed));
  }

  List<Attachment> all() {
    return rows.entrySet().stream()
        .map(row -> new Attachment(row.getKey(), row.getValue().number, row.getValue().closed))
        .toList();
  }
}
