package dev.incumbent.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryEvent.RegisterUse;
import dev.incumbent.history.HistoryFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleTest {
  @TempDir private Path folder;

  @Test
  void stampsACallBeforeItsReturn() {
    HistoryEvent.Write write = only(HistoryEvent.Write.class, CALL, "done\t7\tOK\t12");

    assertThat(write.callNanos()).isLessThanOrEqualTo(write.returnNanos());
    assertThat(write.outcome()).isEqualTo(HistoryEvent.Outcome.OK);
    assertThat(write.position()).contains(12L);
    assertThat(write.value()).isEqualTo("c1.1#1");
  }

  @Test
  void callsUnknownWhatAKilledProcessHadCalled() {
    Chronicle chronicle = new Chronicle(folder.resolve("history"));
    chronicle.heard("c1.1", CALL);
    chronicle.heard("c2.1", CALL);
    chronicle.killed("c1.1");

    assertThat(chronicle.events())
        .filteredOn(HistoryEvent.Write.class::isInstance)
        .singleElement()
        .satisfies(
            event -> {
              HistoryEvent.Write write = (HistoryEvent.Write) event;
              assertThat(write.process()).isEqualTo("c1.1");
              assertThat(write.outcome()).isEqualTo(HistoryEvent.Outcome.UNKNOWN);
              assertThat(write.returnNanos()).isEqualTo(Long.MAX_VALUE);
            });
    chronicle.close();
  }

  @Test
  void keepsAsValidOnlyWhatSaidSo() {
    Chronicle chronicle = new Chronicle(folder.resolve("history"));
    chronicle.heard("c1.1", "asking\t1\tlease\t5");
    chronicle.heard("c1.1", "invalid\t1");
    chronicle.heard("c1.1", "asking\t2\tlease\t6");
    chronicle.heard("c1.1", "valid\t2");
    chronicle.close();

    assertThat(chronicle.events())
        .singleElement()
        .satisfies(e -> assertThat(((HistoryEvent.Valid) e).token()).isEqualTo(6));
  }

  @Test
  void writesEachEventToItsFile() {
    Path file = folder.resolve("history");
    Chronicle chronicle = new Chronicle(file);
    chronicle.heard("w.1", "granted\tcounter\t1\tg\tc1");
    chronicle.heard("w.1", "node\t10.77.0.1:7480\t3\ttrue\ttrue");
    chronicle.heard("w.1", "node\t10.77.0.1:7480\t3\ttrue\ttrue");
    chronicle.close();

    assertThat(HistoryFile.read(file)).isEqualTo(chronicle.events()).hasSize(2);
  }

  @Test
  void keepsWhatUsesOfRegistersShow() {
    Chronicle chronicle = new Chronicle(folder.resolve("history"));
    chronicle.heard("c1.1", "using\t1\tr\tCOMPARE_AND_SET\told\tnew");
    chronicle.heard("c1.1", "using\t2\tr\tREAD\t\t");
    chronicle.heard("c1.1", "using\t3\tr\tREAD\t\t");
    chronicle.heard("c2.1", "using\t1\tr\tCOMPARE_AND_SET\told\tother");
    chronicle.heard("c2.1", "used\t1\tUNEQUAL\tother");
    chronicle.heard("c1.1", "used\t2\tOK\told");
    chronicle.killed("c1.1");
    chronicle.close();

    assertThat(chronicle.events())
        .filteredOn(RegisterUse.class::isInstance)
        .extracting(e -> (RegisterUse) e)
        .extracting(RegisterUse::action, RegisterUse::value, RegisterUse::outcome)
        .containsExactly(
            tuple(RegisterUse.Action.COMPARE_AND_SET, "other", HistoryEvent.Outcome.REFUSED),
            tuple(RegisterUse.Action.READ, "old", HistoryEvent.Outcome.OK),
            tuple(RegisterUse.Action.COMPARE_AND_SET, "new", HistoryEvent.Outcome.UNKNOWN));
  }

  @Test
  void findsTheReadyNodeOfTheNewestTerm() {
    Chronicle chronicle = new Chronicle(folder.resolve("history"));
    long since = System.nanoTime();
    chronicle.heard("w.1", "node\told:1\t3\ttrue\ttrue");
    chronicle.heard("w.1", "node\tnew:1\t4\ttrue\ttrue");
    chronicle.heard("w.1", "node\tlater:1\t5\ttrue\tfalse");
    chronicle.close();

    assertThat(chronicle.findReadyNode(since).orElseThrow().address()).isEqualTo("new:1");
    assertThat(chronicle.findReadyNode(System.nanoTime())).isEmpty();
  }

  private static final String CALL = "call\t7\tkey-value\tcounter\t3\tc1.1#1";

  private <E extends HistoryEvent> E only(Class<E> type, String... lines) {
    Chronicle chronicle = new Chronicle(folder.resolve("history"));
    List.of(lines).forEach(line -> chronicle.heard("c1.1", line));
    chronicle.close();
    return type.cast(chronicle.events().get(0));
  }
}
