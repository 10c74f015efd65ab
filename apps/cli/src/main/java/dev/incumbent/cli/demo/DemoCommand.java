package dev.incumbent.cli.demo;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.dev.TemporaryFolder;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: elects, breaks things, and shows that nothing went wrong. */
@Command(
    name = "demo",
    description = {
      "Elects among three processes on a cluster of three, kills and pauses leaders and nodes, and judges",
      "what was recorded. Exits with 0 if no rule was broken, else with 1. Takes about a minute."
    })
public final class DemoCommand implements Callable<Integer> {
  /** What to break on purpose. */
  enum Break {
    FENCE,
    TOKEN,
    RELEASE
  }

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Chooses whom the faults meet, ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--break",
      paramLabel = "fence|token|release",
      description =
          "Replace one class by a broken one, and see the checker convict it (checkout only).")
  private @Nullable Break broken;

  private final GlobalOptions options;

  DemoCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException, SQLException {
    List<Path> first = broken == null ? List.of() : List.of(brokenClasses(broken));
    boolean json = options.output().isJson();
    PrintStream live = json ? options.surroundings().err() : options.surroundings().out();
    try (TemporaryFolder folder = new TemporaryFolder("incumbent-demo-");
        Scene scene = new Scene(folder.path(), first)) {
      Thread closer = new Thread(scene::close, "demo-stop");
      Runtime.getRuntime().addShutdownHook(closer);
      Demo.Result result = new Demo(scene, new Narrator(live)).play(Phases.of(seed));
      Runtime.getRuntime().removeShutdownHook(closer);
      options.output().answer(() -> Demo.table(result), () -> Demo.json(result));
      return result.clean() ? ExitCode.DONE : ExitCode.NO;
    }
  }

  /** The jar of the broken class: it is built in a checkout, and no shipped jar has it. */
  private static Path brokenClasses(Break broken) {
    String home = System.getProperty("incumbent.home", "");
    String name = broken.name().toLowerCase(java.util.Locale.ROOT);
    Path jar = Path.of(home, "testing", "breaks", "target", "incumbent-break-" + name + ".jar");
    if (home.isEmpty() || !Files.exists(jar)) {
      throw CommandFailedException.badInput(
          "--break "
              + name
              + " is refused: this jar ships nothing that is broken; allowed in a checkout, by ./incumbent");
    }
    return jar;
  }
}
