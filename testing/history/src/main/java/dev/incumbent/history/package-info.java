/** A recorded history, its file, and the checkers, which read it and nothing else. */
@NullMarked
package dev.incumbent.history;

import org.jspecify.annotations.NullMarked;
