package dev.incumbent.store;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.error.Failure;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.TreeMap;

/**
 * The client's session, which lives here: what was told to it, and by which number.
 *
 * <p>Guarantees: lease rule 5 (each event raises the change number), S-9 (an answer is kept until
 * the session acknowledges it). It has no life in the storage but what it stands in and holds.
 */
final class OwnSession {
  private final Desk desk;
  private final SessionId id;
  private final long ttlMillis;
  private final String client;
  private final TreeMap<Long, OperationResult> answers = new TreeMap<>();
  private long connection;
  private long change;
  private boolean closing;

  OwnSession(Desk desk, long connection, SessionId id, long ttlMillis, String client) {
    this.desk = desk;
    this.connection = connection;
    this.id = id;
    this.ttlMillis = ttlMillis;
    this.client = client;
  }

  SessionId id() {
    return id;
  }

  long ttlMillis() {
    return ttlMillis;
  }

  String client() {
    return client;
  }

  long change() {
    return change;
  }

  /** From now on it is told here. */
  void attach(long newConnection) {
    connection = newConnection;
  }

  boolean isAt(long otherConnection) {
    return connection == otherConnection;
  }

  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  void send(ServerMessage message) {
    desk.send(connection, message);
  }

  void tell(SessionEvent event) {
    change++;
    send(new ServerMessage.Event(id, change, event));
  }

  void answer(long sequence, OperationResult result) {
    answers.put(sequence, result);
    send(new ServerMessage.Response(id, sequence, result));
  }

  /** It was not tried, or surely in vain: the client asks again, or gives it up. */
  void refuse(long sequence, Failure failure) {
    send(new ServerMessage.RequestRefused(id, sequence, failure));
  }

  /** Answers again what was answered; false if it was not. */
  boolean answersAgain(long sequence, long acknowledged) {
    answers.headMap(acknowledged, true).clear();
    OperationResult answer = answers.get(sequence);
    if (answer != null) {
      send(new ServerMessage.Response(id, sequence, answer));
    }
    return answer != null;
  }
}
