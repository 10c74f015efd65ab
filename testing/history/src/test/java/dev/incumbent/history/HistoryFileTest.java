package dev.incumbent.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  private static final List<HistoryEvent> ONE_OF_EACH =
      List.of(
          new HistoryEvent.Granted("e", 1, 2, "g", "c"),
          new HistoryEvent.Ended("e", 2, 2, "g", "expired", 3),
          new HistoryEvent.Claimed("p", "sql", "e", 2, 4),
          new HistoryEvent.Elected("p", "e", 2, 5),
          new HistoryEvent.StopSeen("p", "e", 2, 6),
          new HistoryEvent.WorkReturned("p", "e", 2, 7),
          new HistoryEvent.EndTold("p", "e", 2, 8),
          new HistoryEvent.Write(
              "p", "sql", "e", 2, "v", 9, 10, HistoryEvent.Outcome.UNKNOWN, Optional.empty()),
          new HistoryEvent.Write(
              "p", "kv", "e", 2, "w", 9, 10, HistoryEvent.Outcome.OK, Optional.of(11L)),
          new HistoryEvent.Committed("sql", "e", 12, 2, "v"),
          new HistoryEvent.Read("p", "kv", 13, 14, true, 15),
          new HistoryEvent.Started("p", 16),
          new HistoryEvent.Killed("p", 17),
          new HistoryEvent.NoQuorum(18, 19, 20),
          new HistoryEvent.Stopped("p", 17, 18),
          new HistoryEvent.Disturbed("pause of c1", List.of("c1"), 17, 18),
          new HistoryEvent.Silent("c1.1", 17, 18),
          new HistoryEvent.HandoverAsked("e", 17),
          new HistoryEvent.Ran("p", "e", 2, true, 30, 17, 18),
          new HistoryEvent.RegisterUse(
              "p",
              "r",
              HistoryEvent.RegisterUse.Action.COMPARE_AND_SET,
              "u",
              "v",
              13,
              14,
              HistoryEvent.Outcome.OK),
          new HistoryEvent.Valid("p", "e", 2, true, 21, 22),
          new HistoryEvent.RaftTerm("n", 23, true),
          new HistoryEvent.Healed(24, 25),
          new HistoryEvent.Observed("p", false, 26, 1, "e GRANTED c 2"),
          new HistoryEvent.Fault("kill", "p", "code 137"));

  @TempDir private Path folder;

  @Test
  void readsBackEachKindOfEvent() {
    Path file = folder.resolve("history.jsonl");
    try (HistoryFile history = new HistoryFile(file)) {
      ONE_OF_EACH.forEach(history::add);
    }

    assertThat(HistoryFile.read(file)).isEqualTo(ONE_OF_EACH);
    assertThat(ONE_OF_EACH.stream().map(Object::getClass).distinct())
        .hasSameSizeAs(HistoryEvent.class.getPermittedSubclasses());
  }

  @Test
  void leavesOutALastLineThatWasCutOff() throws IOException {
    Path file = folder.resolve("history.jsonl");
    try (HistoryFile history = new HistoryFile(file)) {
      history.add(new HistoryEvent.Started("p", 16));
    }
    Files.writeString(file, "{\"process\":\"p\",\"atN", StandardOpenOption.APPEND);

    assertThat(HistoryFile.read(file)).containsExactly(new HistoryEvent.Started("p", 16));
  }

  @Test
  void aProcessThatWasKilledBeforeItHadAFileRecordedNothing() {
    assertThat(HistoryFile.read(folder.resolve("none.jsonl"))).isEmpty();
  }
}
