package dev.incumbent.cli;

import dev.incumbent.cli.bench.BenchCommand;
import dev.incumbent.cli.command.BackupCommand;
import dev.incumbent.cli.command.CompletionCommand;
import dev.incumbent.cli.command.ConfirmDeadCommand;
import dev.incumbent.cli.command.DeleteCommand;
import dev.incumbent.cli.command.DevCommand;
import dev.incumbent.cli.command.FenceCommand;
import dev.incumbent.cli.command.GetCommand;
import dev.incumbent.cli.command.HandoverCommand;
import dev.incumbent.cli.command.ListCommand;
import dev.incumbent.cli.command.ObserveCommand;
import dev.incumbent.cli.command.PauseCommand;
import dev.incumbent.cli.command.PredecessorCommand;
import dev.incumbent.cli.command.PutCommand;
import dev.incumbent.cli.command.RaiseFloorCommand;
import dev.incumbent.cli.command.ResumeCommand;
import dev.incumbent.cli.command.RevokeCommand;
import dev.incumbent.cli.command.RunCommand;
import dev.incumbent.cli.command.SchemaCommand;
import dev.incumbent.cli.command.ShowCommand;
import dev.incumbent.cli.command.StatusCommand;
import dev.incumbent.cli.command.WaitCommand;
import dev.incumbent.cli.demo.ContenderCommand;
import dev.incumbent.cli.demo.DemoCommand;
import dev.incumbent.cli.demo.RehearseCommand;
import dev.incumbent.cli.faults.FaultsCommand;
import dev.incumbent.cli.gameday.GamedayCommand;
import dev.incumbent.cli.server.RestoreCommand;
import dev.incumbent.cli.server.ServerCommand;
import dev.incumbent.cli.simulate.SimulateCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** The command line's entry. */
@Command(
    name = "incumbent",
    description = "Elects one leader among replicas, and makes a stale one harmless.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    subcommands = {
      RunCommand.class,
      ServerCommand.class,
      DevCommand.class,
      StatusCommand.class,
      ListCommand.class,
      ShowCommand.class,
      ObserveCommand.class,
      WaitCommand.class,
      HandoverCommand.class,
      RevokeCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      ConfirmDeadCommand.class,
      FenceCommand.class,
      PredecessorCommand.class,
      RaiseFloorCommand.class,
      PutCommand.class,
      GetCommand.class,
      DeleteCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      SchemaCommand.class,
      CompletionCommand.class,
      DemoCommand.class,
      GamedayCommand.class,
      SimulateCommand.class,
      FaultsCommand.class,
      BenchCommand.class,
      ContenderCommand.class,
      RehearseCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 the answer is no, 2 bad input, 3 no coordinator or no quorum,",
      "4 outcome unknown; 'run' passes on its command's. See docs/cli.md."
    })
public final class Main {
  @Mixin private GlobalOptions options = new GlobalOptions();

  Main(Surroundings surroundings) {
    options.surroundings(surroundings);
  }

  /** Runs the command line with this process's own surroundings, and exits. */
  public static void main(String[] args) {
    configureLogging();
    System.exit(execute(Surroundings.ofProcess(), args));
  }

  /** As the jar's own file says, unless the JVM was told another. */
  private static void configureLogging() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream properties = Main.class.getResourceAsStream("logging.properties")) {
      if (properties != null) {
        LogManager.getLogManager().readConfiguration(properties);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot configure logging", e);
    }
  }

  /** Runs the command line; returns the exit code. */
  public static int execute(Surroundings surroundings, String... args) {
    Main main = new Main(surroundings);
    CommandLine commandLine = new CommandLine(main, new CommandFactory(main.options));
    commandLine.setOut(surroundings.outWriter());
    commandLine.setErr(surroundings.errWriter());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(new FailurePrinter(main.options));
    commandLine.setParameterExceptionHandler(new BadInputPrinter(surroundings));
    return commandLine.execute(args);
  }
}
