package dev.incumbent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.Main;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run} in real processes that share one SQLite file, and the commands beside it. */
@Timeout(240)
final class DatabaseRunTest {
  private static final long PATIENCE_SECONDS = 90;
  private static final int SQLITE_BUSY = 5;

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private String uri = "";

  @BeforeEach
  void name() {
    uri = "jdbc:sqlite:" + folder.resolve("elections.db");
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      signal("CONT", process);
      process.destroyForcibly();
      process.waitFor();
    }
  }

  /** Two candidates, of which the first leads; its job writes a line every 50 ms. */
  private void startTwo() throws Exception {
    start("a");
    awaitLines("a");
    start("b");
    for (int i = 0; i < 600 && !command("show", "job").out().contains("  b  "); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(command("show", "job").out()).contains("  b  ");
  }

  private void start(String candidate) throws IOException {
    String job = "while :; do echo $INCUMBENT_TOKEN >>" + candidate + "; sleep 0.05; done";
    String run = "run job --ttl 6s --grace 500ms --as " + candidate + " --coordinator " + uri;
    String ownPath = System.getProperty("java.class.path");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:TieredStopAtLevel=1");
    line.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", ownPath)));
    line.add(Main.class.getName());
    line.addAll(List.of(run.split(" ")));
    line.addAll(List.of("--", "sh", "-c", job));
    started.add(
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(folder.resolve(candidate + ".log").toFile()))
            .start());
  }

  private void awaitLines(String candidate) throws Exception {
    Path file = folder.resolve(candidate);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(file) || Files.size(file) == 0) {
      assertThat(System.nanoTime()).as(() -> logs()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private String logs() {
    StringBuilder all = new StringBuilder("no job of it ran");
    for (String candidate : List.of("a", "b")) {
      try {
        all.append('\n').append(Files.readString(folder.resolve(candidate + ".log")));
      } catch (IOException e) {
        all.append('\n').append(e);
      }
    }
    return all.toString();
  }

  private CommandLineRun command(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--coordinator", uri));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private static void signal(String name, Process process) throws InterruptedException {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
          .redirectError(Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who is stopped within a write keeps the file; that is SQLite's, and stands on its page. */
  private boolean isFileLocked() throws SQLException {
    try (Connection connection = DriverManager.getConnection(uri + "?busy_timeout=1000");
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("ROLLBACK");
      return false;
    } catch (SQLException e) {
      if (e.getErrorCode() == SQLITE_BUSY) {
        return true;
      }
      throw e;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "STOP"})
  void l1_anotherProcessTakesOverFromOneThat(String signal) throws Exception {
    startTwo();
    signal(signal, started.get(0));
    while (signal.equals("STOP") && isFileLocked()) {
      signal("CONT", started.get(0));
      signal("STOP", started.get(0));
    }
    awaitLines("b");
    long linesOfA = Files.size(folder.resolve("a"));
    assertThat(Files.readAllLines(folder.resolve("b"))).first().isEqualTo("2");
    assertThat(command("list").out()).contains("led by b with token 2");
    assertThat(command("show", "job").out()).contains("expired");
    assertThat(Files.size(folder.resolve("a"))).as("what the first one wrote").isEqualTo(linesOfA);
    signal("CONT", started.get(0));
    assertThat(Files.size(folder.resolve("a"))).as("after it went on").isEqualTo(linesOfA);
  }

  @Test
  void l4_handsOverAndRevokes() throws Exception {
    startTwo();
    CommandLineRun handed = command("handover", "job", "--to", "b", "--timeout", "60s");
    assertThat(handed.exitCode()).as(handed.err() + logs()).isZero();
    awaitLines("b");
    assertThat(command("wait", "job", "--holder", "b").exitCode()).isZero();
    assertThat(command("status").out()).contains("quorum, ready leader jdbc:sqlite:");
    CommandLineRun revoked = command("revoke", "job", "--token", "2", "--timeout", "60s");
    assertThat(revoked.exitCode()).as(revoked.err() + logs()).isZero();
    assertThat(command("show", "job").out()).contains("handed-over").contains("revoked");
  }

  @Test
  void refusesWhatADatabaseDoesNotOffer() {
    String grant = "0".repeat(31) + "1";
    assertRefused(
        command("put", "k", "v", "--election", "job", "--token", "1", "--grant", grant),
        "fence your own storage instead");
    assertRefused(command("get", "k"), "fence your own storage instead");
    assertRefused(command("backup", folder.resolve("b").toString()), "back up the storage");
    assertRefused(
        CommandLineRun.of("list", "--coordinator", "jdbc:sqlite:/no-such-folder/x"),
        "there is no folder /no-such-folder");
    CommandLineRun unknown =
        CommandLineRun.of("list", "--coordinator", "jdbc:oracle:thin:anna/geheim@h");
    assertRefused(unknown, "names no database that is known");
    assertThat(unknown.err()).doesNotContain("geheim");
  }

  private static void assertRefused(CommandLineRun run, String why) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:1/db?user=anna&password=geheim",
        "jdbc:h2:tcp://127.0.0.1:1/db;USER=anna;PASSWORD=geheim"
      })
  void saysThatADatabaseIsOutOfReachAndNoPassword(String unreachable) {
    CommandLineRun run = CommandLineRun.of("list", "--coordinator", unreachable);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("127.0.0.1:1").contains("refused").doesNotContain("geheim");
    CommandLineRun status = CommandLineRun.of("status", "--coordinator", unreachable);
    assertThat(status.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(status.out() + status.err()).doesNotContain("geheim");
  }

  @Test
  void printsTheSchema() {
    CommandLineRun run = CommandLineRun.of("schema", "jdbc:postgresql:");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("CREATE TABLE IF NOT EXISTS incumbent_election (");
    assertThat(CommandLineRun.of("schema").err()).contains("nothing that has to be made first");
  }
}
