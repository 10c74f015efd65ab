package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leader's processes, found once before anything is done to them. */
final class Leader {
  private @Nullable Candidate candidate;

  /** Finds them; the check fails if they cannot be told for sure, or not be signalled. */
  Check find(Survey survey) {
    return Check.of("incarnation", () -> describe(survey));
  }

  private String describe(Survey survey) {
    if (survey.view().holder().isEmpty()) {
      throw CommandFailedException.badInput("nobody leads");
    }
    Candidate found = Candidate.require(survey.holder().incarnation());
    Stopper.requireRights(found.parts().all());
    candidate = found;
    return survey.holder().incarnation() + " is " + words(found.parts());
  }

  Candidate candidate() {
    if (candidate == null) {
      throw new IllegalStateException("its checks come first");
    }
    return candidate;
  }

  /** What it consists of now, for people. */
  static String words(Candidate.Parts parts) {
    return "process "
        + parts.main().pid()
        + named(parts.helpers(), ", its children ")
        + named(parts.work(), ", their work ");
  }

  private static String named(List<ProcessEntry> entries, String what) {
    return entries.isEmpty() ? "" : what + Stopper.ids(entries);
  }
}
