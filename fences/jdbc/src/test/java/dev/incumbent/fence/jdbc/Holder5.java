package dev.incumbent.fence.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The old leader in a process of its own: with token 5 it passes its check, writes, says {@code
 * HOLDING} and waits for a line; then it commits, says what came of it, writes once more and says
 * that too. It believes in its lease throughout, so that only the fence can stop it.
 */
final class Holder5 {
  private Holder5() {}

  /**
   * Runs.
   *
   * @param args URL, user, password, scope
   */
  public static void main(String[] args) {
    DataSource dataSource = new Database.Address(args[0], args[1], args[2]).dataSource();
    JdbcFence fence = JdbcFence.of(dataSource, args[3], "ledger");
    say("FIRST " + attempt(fence, connection -> writeAndWait(connection, args[3])));
    say("SECOND " + attempt(fence, connection -> write(connection, args[3], "second")));
  }

  private static boolean writeAndWait(Connection connection, String scope) throws SQLException {
    write(connection, scope, "first");
    say("HOLDING");
    try {
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  private static boolean write(Connection connection, String scope, String entry)
      throws SQLException {
    try (var statement = connection.prepareStatement("INSERT INTO ledger VALUES (?, ?, 5)")) {
      statement.setString(1, scope);
      statement.setString(2, entry);
      return statement.executeUpdate() == 1;
    }
  }

  private static String attempt(JdbcFence fence, SqlWork<Boolean> work) {
    try {
      fence.transaction(Scene.writer(5), work);
      return "COMMITTED";
    } catch (Exception e) {
      return e.getClass().getSimpleName() + " " + e.getMessage();
    }
  }

  private static void say(String line) {
    System.out.println(line.replace('\n', ' '));
    System.out.flush();
  }
}
