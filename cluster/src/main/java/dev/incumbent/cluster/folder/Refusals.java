package dev.incumbent.cluster.folder;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.RejectedException;
import java.nio.file.Path;

/** How a node says that it does not start: always a {@link RejectedException}, exit code 2. */
public final class Refusals {
  private Refusals() {}

  /**
   * A refusal.
   *
   * @param message what is wrong, as one sentence
   * @param value the offending value
   * @param remedy what would have been allowed, or what to do
   */
  public static RejectedException refusal(String message, String value, String remedy) {
    return new RejectedException(failure(message, value, remedy));
  }

  /** The same as data. */
  public static Failure failure(String message, String value, String remedy) {
    return new Failure(FailureCode.REJECTED, message + ": " + remedy, value, remedy);
  }

  /** A refusal of a data folder. */
  static RejectedException folder(Path folder, String problem, String remedy) {
    return refusal("data folder " + folder + " " + problem, folder.toString(), remedy);
  }
}
