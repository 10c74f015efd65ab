package dev.incumbent.cli.gameday;

/** What a rule of {@code docs/spec.md} came to. */
record Ruling(String rule, State state, String words) {
  /** How it came out. */
  enum State {
    HELD,
    VIOLATED,
    /** What was seen does not decide it. */
    NOT_JUDGED
  }

  static Ruling of(String rule, boolean held, String words) {
    return new Ruling(rule, held ? State.HELD : State.VIOLATED, words);
  }

  static Ruling notJudged(String rule, String words) {
    return new Ruling(rule, State.NOT_JUDGED, words);
  }
}
