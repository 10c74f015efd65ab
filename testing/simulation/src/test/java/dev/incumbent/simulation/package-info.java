/** What the simulation itself is held to: it repeats itself, and it convicts. */
@NullMarked
package dev.incumbent.simulation;

import org.jspecify.annotations.NullMarked;
