/** One class a command. */
@NullMarked
package dev.incumbent.cli.command;

import org.jspecify.annotations.NullMarked;
