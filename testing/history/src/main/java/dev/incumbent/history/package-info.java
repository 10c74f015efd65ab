/** Checkers that read a recorded history and nothing else. */
@NullMarked
package dev.incumbent.history;

import org.jspecify.annotations.NullMarked;
