/** A store of records in memory, whose answers can be chosen. */
@NullMarked
package dev.incumbent.kit.store;

import org.jspecify.annotations.NullMarked;
