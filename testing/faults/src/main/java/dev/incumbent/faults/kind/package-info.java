/** The kinds of faults; each brings its evidence. */
@NullMarked
package dev.incumbent.faults.kind;

import org.jspecify.annotations.NullMarked;
