/** {@code server}: one node of the coordinator as a process. */
@NullMarked
package dev.incumbent.cli.server;

import org.jspecify.annotations.NullMarked;
