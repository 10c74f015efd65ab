/**
 * The ports for time and randomness: nothing else in the protocol reads a clock or draws a number.
 */
@NullMarked
package dev.incumbent.time;

import org.jspecify.annotations.NullMarked;
