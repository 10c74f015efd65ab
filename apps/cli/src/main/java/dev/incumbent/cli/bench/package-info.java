/** Benchmarks: candidates are processes that stamp what happens with the machine's own clock. */
@NullMarked
package dev.incumbent.cli.bench;

import org.jspecify.annotations.NullMarked;
