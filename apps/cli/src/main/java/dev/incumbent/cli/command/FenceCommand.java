package dev.incumbent.cli.command;

import dev.incumbent.cli.fence.FenceMoveCommand;
import picocli.CommandLine.Command;

/** {@code fence}: what an operator does to fences. */
@Command(
    name = "fence",
    description = "Changes what the fences of an election take, and which of them are claimed.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {FenceMoveCommand.class, FenceRetireCommand.class})
public final class FenceCommand {}
