package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Operation;
import java.util.Optional;

/** Takes commands apart where only some kinds matter: the one place that does. */
final class Commands {
  /** More than the fixed part of any command takes. */
  private static final int FIXED_BYTES = 128;

  private static final int MAX_BYTES_PER_CHAR = 3;

  private Commands() {}

  static Optional<Command.Sequenced> sequenced(Command command) {
    return only(Command.Sequenced.class, command);
  }

  static Optional<Command.OpenSession> opening(Command command) {
    return only(Command.OpenSession.class, command);
  }

  static Optional<Command.CloseSession> closing(Command command) {
    return only(Command.CloseSession.class, command);
  }

  static Optional<Command.EndLeadership> ending(Command command) {
    return only(Command.EndLeadership.class, command);
  }

  static boolean isNoop(Command command) {
    return only(Command.Noop.class, command).isPresent();
  }

  /** An estimate from above, up to names that are bounded anyway. */
  static int bytes(Command command) {
    return FIXED_BYTES + sequenced(command).map(one -> bytes(one.operation())).orElse(0);
  }

  private static int bytes(Operation operation) {
    if (operation instanceof Operation.Put put) {
      return put.value().length() + MAX_BYTES_PER_CHAR * put.key().length();
    }
    if (operation instanceof Operation.Campaign campaign) {
      int names = campaign.fences().stream().mapToInt(String::length).sum();
      return campaign.metadata().length()
          + MAX_BYTES_PER_CHAR * (names + campaign.incarnation().length());
    }
    return 0;
  }

  private static <C extends Command> Optional<C> only(Class<C> kind, Command command) {
    return kind.isInstance(command) ? Optional.of(kind.cast(command)) : Optional.empty();
  }
}
