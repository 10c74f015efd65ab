package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a game day does to a running election. */
enum Scenario {
  LEADER_CRASH("leader-crash", "ends every process of the leader by SIGKILL"),
  LEADER_PAUSE("leader-pause", "stops every process of the leader for a while, then continues it"),
  HANDOVER("handover", "asks the leader to hand over"),
  COORDINATOR_CRASH("coordinator-crash", "ends one node of the coordinator by SIGKILL"),
  PARTITION("partition", "cuts a node of the coordinator off from the others, then connects it"),
  SPLIT_BRAIN_ATTEMPT(
      "split-brain-attempt",
      "stops the leader past its lease, continues it, and looks at its write");

  private final String word;
  private final String summary;

  Scenario(String word, String summary) {
    this.word = word;
    this.summary = summary;
  }

  String word() {
    return word;
  }

  String summary() {
    return summary;
  }

  /** The scenario of that name, or bad input. */
  static Scenario of(String word) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailedException.badInput(
                    "scenario '"
                        + word
                        + "' is refused: allowed "
                        + Arrays.stream(values())
                            .map(Scenario::word)
                            .collect(Collectors.joining(", "))));
  }
}
