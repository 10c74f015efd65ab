/** Immutable collections that share structure, so that a state and its successor cost little. */
@NullMarked
package dev.incumbent.coordinator.persistent;

import org.jspecify.annotations.NullMarked;
