/** Opens each red gate of the fault runs: what is broken must be convicted. */
@NullMarked
package dev.incumbent.breaks;

import org.jspecify.annotations.NullMarked;
