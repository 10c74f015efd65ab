/**
 * The Raft engine behind one small interface; nothing of the library underneath leaves this
 * package.
 */
@NullMarked
package dev.incumbent.cluster.engine;

import org.jspecify.annotations.NullMarked;
