/** The command line. */
@NullMarked
package dev.incumbent.cli;

import org.jspecify.annotations.NullMarked;
