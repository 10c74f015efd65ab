package dev.incumbent.cli.supervisor;

import java.io.IOException;

/**
 * No companion process can be had on this machine; its message is one sentence that says why.
 *
 * <p>Nothing was started.
 */
public final class SupervisorUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  SupervisorUnavailableException(String reason) {
    super("cannot supervise a command here: " + reason);
  }
}
