/** The commands that reach a fence in its own storage, and not through a coordinator. */
@NullMarked
package dev.incumbent.cli.fence;

import org.jspecify.annotations.NullMarked;
