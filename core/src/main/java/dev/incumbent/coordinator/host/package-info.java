/**
 * The session host: what a node decides between its streams, its log and its clock, without doing
 * it.
 */
@NullMarked
package dev.incumbent.coordinator.host;

import org.jspecify.annotations.NullMarked;
