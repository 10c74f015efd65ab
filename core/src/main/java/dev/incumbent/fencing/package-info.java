/** Fencing tokens, grants, and the port of a storage that refuses a stale one. */
@NullMarked
package dev.incumbent.fencing;

import org.jspecify.annotations.NullMarked;
