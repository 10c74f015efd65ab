package dev.incumbent.cli.command;

import picocli.CommandLine.Command;

/** {@code predecessor}: groups its subcommands. */
@Command(
    name = "predecessor",
    synopsisSubcommandLabel = "COMMAND",
    description = "What an operator states about ended leaderships.",
    subcommands = PredecessorForgetCommand.class)
public final class PredecessorCommand {}
