/**
 * Candidates that lead through somebody else's coordinator, each a process. What they say and obey
 * is what the benchmarks' own candidate says and obeys.
 */
@NullMarked
package dev.incumbent.benchmarks;

import org.jspecify.annotations.NullMarked;
