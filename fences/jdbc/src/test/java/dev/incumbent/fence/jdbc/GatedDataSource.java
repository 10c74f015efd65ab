package dev.incumbent.fence.jdbc;

import dev.incumbent.kit.fence.FenceUnderTest.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** A pool that can be empty for a while: whoever asks it then waits. */
final class GatedDataSource extends DataSourceAround {
  private volatile CountDownLatch gate = new CountDownLatch(0);

  GatedDataSource(DataSource target) {
    super(target);
  }

  /** Returns what opens it again. */
  Step shut() {
    CountDownLatch shut = new CountDownLatch(1);
    gate = shut;
    return shut::countDown;
  }

  @Override
  Connection changed(Connection connection) throws SQLException {
    try {
      gate.await();
      return connection;
    } catch (InterruptedException e) {
      connection.close();
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }
}
