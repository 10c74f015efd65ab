package dev.incumbent.session.client;

import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.error.Failure;
import dev.incumbent.session.ServerMessage;

/** What the roles that live by the session are told of it. */
interface SessionRole {
  void opened();

  void openRefused(Failure failure);

  /** It is attached at the main node: what is unanswered is sent there. */
  void attachedAtMain();

  /** The next event of the session. */
  void happened(SessionEvent event);

  /** All that the coordinator knows of the session. */
  void state(ServerMessage.SessionState state);

  /** It is gone with all that it held; another one is being opened. */
  void gone();

  void closed();
}
