package dev.incumbent.faults;

import java.util.List;
import java.util.Optional;

/** With which classes processes are started: the witness's are always sound. */
record Programs(Jvm sound, Jvm first, Jvm again) {
  static Programs of(Jvm sound, Optional<Broken> broken) {
    Jvm again = broken.map(b -> sound.classPathFirst(b.entry())).orElse(sound);
    boolean soundFirst = broken.filter(Broken::onlyAfterRestart).isPresent();
    return new Programs(sound, soundFirst ? sound : again, again);
  }

  /** The command of a node's or a candidate's start, by the incarnation's name. */
  List<String> command(String incarnation, List<String> call) {
    return (Member.isFirst(incarnation) ? first : again).command(call);
  }
}
