/** The scenarios that readers should know, played by the production code, as transcripts. */
@NullMarked
package dev.incumbent.simulation.coverage;

import org.jspecify.annotations.NullMarked;
