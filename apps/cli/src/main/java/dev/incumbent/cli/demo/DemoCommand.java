package dev.incumbent.cli.demo;

import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.dev.TemporaryFolder;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: elects, breaks things, and shows that nothing went wrong. */
@Command(
    name = "demo",
    description = {
      "Elects among three processes on a cluster of three, kills and pauses leaders and nodes, and judges",
      "what was recorded. Exits with 0 if no rule was broken, else with 1. Takes one to two minutes."
    })
public final class DemoCommand implements Callable<Integer> {
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
  private @Nullable BrokenClass broken;

  private final GlobalOptions options;

  public DemoCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException, SQLException {
    Optional<BrokenClass> replaced = Optional.ofNullable(broken);
    replaced.ifPresent(BrokenClass::requirePresent);
    boolean json = options.output().isJson();
    PrintStream live = json ? options.surroundings().err() : options.surroundings().out();
    try (TemporaryFolder folder = new TemporaryFolder("incumbent-demo-");
        Scene scene = new Scene(folder.path(), replaced)) {
      Thread closer = new Thread(() -> end(List.of(scene::close, folder::close)), "demo-stop");
      Runtime.getRuntime().addShutdownHook(closer);
      Demo.Result result = new Demo(scene, new Narrator(live)).play(Phases.of(seed));
      Runtime.getRuntime().removeShutdownHook(closer);
      options.output().answer(() -> ResultText.table(result), () -> ResultJson.of(result));
      return result.clean() ? ExitCode.DONE : ExitCode.NO;
    }
  }

  private static void end(List<Runnable> closings) {
    closings.forEach(Runnable::run);
  }
}
