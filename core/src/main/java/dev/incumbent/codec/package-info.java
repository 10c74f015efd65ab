/** Versioned binary encoding of commands, messages and snapshots. */
@NullMarked
package dev.incumbent.codec;

import org.jspecify.annotations.NullMarked;
