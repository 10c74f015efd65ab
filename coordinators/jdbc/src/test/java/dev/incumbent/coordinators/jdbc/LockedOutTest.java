package dev.incumbent.coordinators.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a process says that may not write, because another one was stopped within its write. */
@Timeout(120)
@Isolated("it listens to what the module logs")
final class LockedOutTest {
  private static final ElectionName ORDERS = new ElectionName("orders");
  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Logger log = Logger.getLogger(LockedOut.class.getName());
  private final Handler ear = new Ear();

  private final class Ear extends Handler {
    @Override
    public void publish(LogRecord one) {
      said.add(one.getLevel() + " " + new SimpleFormatter().formatMessage(one));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    log.addHandler(ear);
  }

  @AfterEach
  void listenNoMore() {
    log.removeHandler(ear);
  }

  @Test
  void saysOnceWhichStoppedProcessHoldsTheFileAndWritesOnceItGoesOn() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("elections.db");
    StoreTimeouts hasty = new StoreTimeouts(Duration.ofMillis(400));
    try (JdbcLeaseStore store = Stores.open(url, hasty)) {
      assertThat(store.compareAndSet(ORDERS, 0, Stores.record(1, "first"))).isTrue();
      try (FileHolder holder = FileHolder.stoppedWithin(url)) {
        refusedUntilSaid(store);
        refused(store);
        assertThat(said)
            .singleElement()
            .asString()
            .startsWith("WARNING " + url + ": nothing could be written for ")
            .contains("held by process " + holder.pid() + ", which is stopped: until that goes on");
        holder.goOn();
      }
      assertThat(store.compareAndSet(ORDERS, 1, Stores.record(2, "second"))).isTrue();
      assertThat(said).last().isEqualTo("INFO " + url + ": it can be written again");
    }
  }

  @Test
  void l1_aCandidateIsNotGrantedTheElectionBeforeThatProcessGoesOn() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("elections.db");
    try (Coordinator coordinator = Coordinators.connect(url, ClientConfig.of("anna"))) {
      CompletableFuture<Leadership> led;
      try (FileHolder holder = FileHolder.stoppedWithin(url)) {
        led = Leading.lead(coordinator, "anna");
        for (int i = 0; i < 600 && said.isEmpty(); i++) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(said).singleElement().asString().contains("process " + holder.pid());
        assertThat(led).isNotDone();
        holder.goOn();
      }
      assertThat(Leading.within(led).token().value()).isEqualTo(1);
    }
  }

  private void refusedUntilSaid(JdbcLeaseStore store) {
    for (int i = 0; i < 100 && said.isEmpty(); i++) {
      refused(store);
    }
    assertThat(said).hasSize(1);
  }

  private static void refused(JdbcLeaseStore store) {
    assertThatThrownBy(() -> store.compareAndSet(ORDERS, 1, Stores.record(9, "never")))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void saysNothingBeforeItsPatienceIsOverAndNothingOfShortWaits() {
    LockedOut lockedOut = new LockedOut("file", () -> Optional.of("process 7"));
    lockedOut.refused(0, SECOND);
    lockedOut.refused(SECOND, 2 * SECOND - 1);
    lockedOut.over();
    lockedOut.refused(3 * SECOND, 4 * SECOND);
    assertThat(said).isEmpty();

    lockedOut.refused(4 * SECOND, 5 * SECOND);
    assertThat(said)
        .containsExactly(
            "WARNING file: nothing could be written for 2000 ms. The file's lock is held by process"
                + " 7: until that goes on or ends, nobody can lead anew");
  }

  @Test
  void saysThatItDoesNotKnowTheHolder() {
    LockedOut lockedOut = new LockedOut("file", Optional::empty);
    lockedOut.refused(0, 2 * SECOND);

    assertThat(said)
        .singleElement()
        .asString()
        .contains("held by another process, which the system does not name");
  }

  /** Another file's lock, another place of this file, a reader, a waiter, this process, nobody. */
  @Test
  void namesNobodyWhoDoesNotHoldThatLock() throws Exception {
    Path shared = Files.createFile(folder.resolve("db-shm"));
    long inode = ((Number) Files.getAttribute(shared, "unix:ino")).longValue();
    long device = ((Number) Files.getAttribute(shared, "unix:dev")).longValue();
    String place = "%02x:%02x:%d".formatted(device >> 8, device & 0xff, inode);
    String elsewhere = place.replaceFirst(":" + inode + "$", ":" + (inode + 1));
    String self = Long.toString(ProcessHandle.current().pid());
    String holder = "9: POSIX  ADVISORY  WRITE 900 " + place + " 120 120";

    assertNames(Optional.of("process 900"), holder);
    assertNames(Optional.of("process 900"), holder.replace("120 120", "120 EOF"));
    assertNames(
        Optional.empty(),
        holder.replace(place, elsewhere),
        holder.replace("120 120", "121 127"),
        holder.replace("120 120", "100 119"),
        holder.replace("WRITE", "READ "),
        holder.replace("POSIX", "FLOCK"),
        holder.replace("9: POSIX", "9: -> POSIX"),
        holder.replace(" 900 ", " " + self + " "),
        holder.replace(" 900 ", " 0 "),
        holder.replace(" 900 ", " -1 "),
        "");
  }

  @Test
  void namesNobodyWhereTheSystemTellsOfNoLocks() throws Exception {
    Files.createFile(folder.resolve("db-shm"));

    assertThat(new WriteLock(folder).holder(folder.resolve("db").toString())).isEmpty();
  }

  private void assertNames(Optional<String> whom, String... locks) throws Exception {
    Files.write(folder.resolve("locks"), Arrays.asList(locks));
    assertThat(new WriteLock(folder).holder(folder.resolve("db").toString())).isEqualTo(whom);
  }
}
