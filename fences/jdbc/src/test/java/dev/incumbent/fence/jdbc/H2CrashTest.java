package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.fencing.TokenSpace;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server of its own, whose process dies: H2 answers a commit half a second before it writes it.
 */
final class H2CrashTest {
  private static final Pattern RUNNING = Pattern.compile("tcp://[^ ]*:(\\d+)");

  private final List<Process> started = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void endServers() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void s3_keepsAClaimThatWasAnsweredWhenTheServerDies() throws Exception {
    TokenSpace space = Scene.claim(5).space();
    JdbcFence fence = fenceAt(startServer());
    fence.create();
    assertThat(fence.createScope(space)).isTrue();
    fence.claim(Scene.claim(5));
    started.get(0).destroyForcibly().waitFor();

    assertThat(fenceAt(startServer()).findRecord()).map(FenceRecord::token).contains(5L);
  }

  @Test
  void claimsAsAUserWhoMayNotForceTheDisk() throws Exception {
    JdbcFence owner = JdbcFence.of(H2Database.INSTANCE.dataSource(), "unforced", "ledger");
    owner.create();
    H2Database.INSTANCE.run(
        "CREATE USER IF NOT EXISTS porter PASSWORD 'porter'",
        "GRANT SELECT, INSERT, UPDATE ON incumbent_fence TO porter");
    assertThat(owner.createScope(Scene.claim(5).space())).isTrue();
    JdbcFence fence =
        JdbcFence.of(H2Database.INSTANCE.dataSource("porter", "porter"), "unforced", "ledger");
    fence.claim(Scene.claim(5));
    assertThat(owner.findRecord()).map(FenceRecord::token).contains(5L);
  }

  private JdbcFence fenceAt(int port) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:tcp://127.0.0.1:" + port + "/./crash");
    database.setUser("sa");
    return JdbcFence.of(database, "crash", "ledger");
  }

  private int startServer() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                "0",
                "-baseDir",
                folder.toString(),
                "-ifNotExists")
            .redirectError(new File(folder.toFile(), "server-" + started.size() + ".log"))
            .start();
    started.add(process);
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher running = RUNNING.matcher(line);
      if (running.find()) {
        return Integer.parseInt(running.group(1));
      }
    }
    throw new AssertionError("the server did not start, exit code " + process.waitFor());
  }
}
