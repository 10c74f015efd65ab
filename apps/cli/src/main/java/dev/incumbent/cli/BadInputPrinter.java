package dev.incumbent.cli;

import dev.incumbent.cli.output.Output;
import java.util.Arrays;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * Says what was wrong with the command line, as JSON if the line asked for it, and exits with 2.
 */
final class BadInputPrinter implements IParameterExceptionHandler {
  private final Surroundings surroundings;

  BadInputPrinter(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public int handleParseException(ParameterException thrown, String[] args) {
    boolean json = Arrays.asList(args).contains("--json");
    Output output = new Output(surroundings.out(), surroundings.err(), json, false);
    output.failure(BadInput.of(String.valueOf(thrown.getMessage())));
    if (!json) {
      output.warn("see 'incumbent " + subcommand(thrown) + "--help'");
    }
    return ExitCode.BAD_INPUT;
  }

  private static String subcommand(ParameterException thrown) {
    String name = thrown.getCommandLine().getCommandName();
    return name.equals("incumbent") ? "" : name + " ";
  }
}
