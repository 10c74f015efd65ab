/**
 * Game days: a fault made on purpose in a running election, watched, undone, judged and reported.
 */
@NullMarked
package dev.incumbent.cli.gameday;

import org.jspecify.annotations.NullMarked;
