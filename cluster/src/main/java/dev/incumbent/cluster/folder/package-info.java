/** A node's data folder: who it is, how often it started, and what it vouches for. */
@NullMarked
package dev.incumbent.cluster.folder;

import org.jspecify.annotations.NullMarked;
