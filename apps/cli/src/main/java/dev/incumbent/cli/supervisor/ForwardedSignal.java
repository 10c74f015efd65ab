package dev.incumbent.cli.supervisor;

/** The signals that are passed on to the command's process group. */
public enum ForwardedSignal {
  INT,
  TERM,
  HUP
}
