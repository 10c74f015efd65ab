/** The kit, tried on an honest coordinator in memory and on one liar for each of its checks. */
@NullMarked
package dev.incumbent.kit.coordinator;

import org.jspecify.annotations.NullMarked;
