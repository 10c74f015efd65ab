package dev.incumbent.cli.supervisor;

/** Why a command was told to stop. */
public enum StopCause {
  /** The deadline came within the grace. */
  DEADLINE("deadline"),

  /** The wall clock gained more than the margin on the monotonic one since the last renewal. */
  WALL_CLOCK("wall"),

  /** {@link Supervisor#stop} was called. */
  REQUESTED("stop"),

  /** The command had ended by itself and left other members of its group behind. */
  LEFTOVER("leftover");

  private final String word;

  StopCause(String word) {
    this.word = word;
  }

  /** The cause that the companion calls by {@code word}. */
  static StopCause of(String word) {
    for (StopCause cause : values()) {
      if (cause.word.equals(word)) {
        return cause;
      }
    }
    throw new IllegalArgumentException("the companion named an unknown cause: " + word);
  }
}
