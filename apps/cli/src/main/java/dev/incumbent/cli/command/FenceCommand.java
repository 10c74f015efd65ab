package dev.incumbent.cli.command;

import picocli.CommandLine.Command;

/** {@code fence}: groups its subcommands. */
@Command(
    name = "fence",
    synopsisSubcommandLabel = "COMMAND",
    description = "What an operator states about fences.",
    subcommands = FenceRetireCommand.class)
public final class FenceCommand {}
