package dev.incumbent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionName;
import dev.incumbent.fence.jdbc.FenceRecord;
import dev.incumbent.fence.jdbc.JdbcFence;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** {@code fence move}, on a database in a file. */
class FenceMoveTest {
  private static final TokenSpace OLD = new TokenSpace("cluster-1", new ElectionName("orders"));

  @TempDir Path folder;

  private final SQLiteDataSource database = new SQLiteDataSource();

  @BeforeEach
  void claim() throws Exception {
    database.setUrl("jdbc:sqlite:" + folder.resolve("fence.db"));
    JdbcFence fence = fence();
    fence.create();
    fence.createScope(OLD);
    fence.claim(
        new Claim(OLD, new FencingToken(5), new GrantId(1, 2), () -> Duration.ofSeconds(60)));
  }

  private JdbcFence fence() {
    return JdbcFence.of(database, "orders", "orders-db");
  }

  private CommandLineRun move(String... more) {
    String[] arguments = new String[8 + more.length];
    String[] first = {
      "fence", "move", "--url", database.getUrl(), "--scope", "orders", "--to-election", "orders"
    };
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return CommandLineRun.of(arguments);
  }

  @Test
  void s1_setsTheNewSpaceAndAHigherFloor() throws Exception {
    CommandLineRun run = move("--to-cluster", "cluster-2");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo("fence scope 'orders' takes the tokens of cluster-2/orders above 6\n");
    FenceRecord row = fence().findRecord().orElseThrow();
    assertThat(row.space()).isEqualTo(new TokenSpace("cluster-2", new ElectionName("orders")));
    assertThat(row.token()).isEqualTo(6);
    assertThat(row.grant()).isEmpty();
  }

  @Test
  void saysItAsJson() {
    assertThat(move("--to-cluster", "cluster-2", "--floor", "100", "--json").out())
        .isEqualTo(
            "{\"scope\":\"orders\",\"cluster\":\"cluster-2\",\"election\":\"orders\",\"floor\":100}\n");
  }

  @Test
  void s1_refusesToLowerTheFloor() throws Exception {
    CommandLineRun run = move("--to-cluster", "cluster-2", "--floor", "5");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("'5' is refused", "above its high-water token 5");
    assertThat(fence().findRecord().orElseThrow().space()).isEqualTo(OLD);
  }

  @Test
  void refusesAUrlThatNoDriverTakes() {
    CommandLineRun run =
        CommandLineRun.of(
            "fence",
            "move",
            "--url",
            "jdbc:oracle:x",
            "--scope",
            "orders",
            "--to-election",
            "orders",
            "--to-cluster",
            "cluster-2");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("jdbc:oracle:x", "allowed jdbc:postgresql:");
  }

  @Test
  void asksTheCoordinatorForItsClusterAndSaysSoIfItIsNotThere() {
    CommandLineRun run = move("--coordinator", "incumbent://127.0.0.1:1", "--timeout", "300ms");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("--to-cluster");
  }
}
