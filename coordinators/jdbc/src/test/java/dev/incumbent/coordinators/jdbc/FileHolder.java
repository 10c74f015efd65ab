package dev.incumbent.coordinators.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** A process that is stopped (SIGSTOP) in the middle of a write to a SQLite file. */
final class FileHolder implements AutoCloseable {
  private final Process process;

  private FileHolder(Process process) {
    this.process = process;
  }

  /** Returns once it holds the file and is stopped. */
  static FileHolder stoppedWithin(String url) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-cp", classPath, FileHolder.class.getName(), url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    FileHolder holder = new FileHolder(process);
    if (process.inputReader().readLine() == null) {
      throw new IOException("the process that is to hold the file has ended");
    }
    holder.signal("STOP");
    return holder;
  }

  /** As a process of its own: begins a write, and ends it when its input ends. */
  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection(args[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      System.out.println("holds it");
      while (System.in.read() >= 0) {
        // Until nobody is there any more.
      }
      statement.execute("ROLLBACK");
    }
  }

  long pid() {
    return process.pid();
  }

  /** Lets it go on to its end. */
  void goOn() throws Exception {
    process.outputWriter().close();
    signal("CONT");
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("process " + pid() + " does not end");
    }
  }

  private void signal(String name) throws Exception {
    String[] kill = {"/bin/sh", "-c", "kill -" + name + " " + pid()};
    if (new ProcessBuilder(kill).start().waitFor() != 0) {
      throw new IOException("cannot send SIG" + name + " to process " + pid());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
