package dev.incumbent.coordinators.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JdbcAddressTest {
  @TempDir Path folder;

  private static JdbcAddress of(String uri) {
    return JdbcAddress.of(URI.create(uri), Optional.empty());
  }

  private static void refuses(String uri, String why) {
    assertThatThrownBy(() -> of(uri))
        .as(uri)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("allowed jdbc:postgresql:")
        .hasMessageNotContaining("geheim");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://anna:geheim@h/db?password=geheim, names no database",
    "jdbc:postgresql://h/db?password=geheim&targetServerType=any, a standby can lag",
    "jdbc:h2:/tmp/x;AUTO_SERVER=TRUE;PASSWORD=geheim, all of them hang while it is paused",
    "jdbc:h2:/tmp/x;auto_server=true, start an H2 server",
    "jdbc:h2:/tmp/x;FILE_LOCK=NO, destroy the database",
    "jdbc:h2:mem:x;IGNORECASE=TRUE, exact names",
    "jdbc:h2:x, begins with /",
    "jdbc:sqlite::memory:, only a plain file",
    "jdbc:sqlite:file:x?mode=memory, only a plain file",
    "jdbc:sqlite:x.db?journal_mode=OFF, takes no settings",
    "jdbc:sqlite:/no-such-folder/x.db, there is no folder /no-such-folder",
  })
  void refusesWhatCannotHoldElections(String uri, String why) {
    refuses(uri, why);
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "these are not the elections");
    refuses("jdbc:sqlite:" + text, "is no SQLite database");
    refuses("jdbc:sqlite:" + folder, "it is a folder");
  }

  @Test
  void showsThePlaceAlone() {
    assertThat(of("jdbc:postgresql://h:1/db?user=anna&password=geheim"))
        .hasToString("jdbc:postgresql://h:1/db");
    assertThat(of("jdbc:h2:tcp://h/db;USER=anna;PASSWORD=geheim"))
        .hasToString("jdbc:h2:tcp://h/db");
    assertThat(of("jdbc:sqlite:" + folder + "/my%20elections.db"))
        .hasToString("jdbc:sqlite:" + folder + "/my elections.db");
  }

  @Test
  void repeatsNoPasswordOfADriversError() {
    String url = "jdbc:h2:tcp://h/db;USER=anna;PASSWORD=geheim";
    assertThat(of(url).explain(new SQLException("cannot read " + url + " at all")))
        .contains("cannot read jdbc:h2:tcp://h/db at all")
        .doesNotContain("geheim");
    assertThat(of(url).explain(new SQLException("twice: Password = geheim;X")))
        .doesNotContain("geheim");
  }
}
