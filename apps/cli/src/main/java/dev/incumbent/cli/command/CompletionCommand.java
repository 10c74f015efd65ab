package dev.incumbent.cli.command;

import dev.incumbent.cli.GlobalOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: prints a completion script. */
@Command(
    name = "completion",
    description =
        "Prints a completion script: source it, as in: source <(incumbent completion bash)")
public final class CompletionCommand implements Runnable {
  /** The shells that the script is for; it is one script, and turns itself to zsh there. */
  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  @Spec private @Nullable CommandSpec spec;

  private final GlobalOptions options;

  CompletionCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    String prefix =
        switch (shell) {
          case BASH -> "";
          case ZSH ->
              "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";
        };
    options
        .surroundings()
        .out()
        .print(
            prefix
                + AutoComplete.bash(
                    "incumbent", Objects.requireNonNull(spec).root().commandLine()));
    options.surroundings().out().flush();
  }
}
