/**
 * The launcher's own decisions, with programs in place of Maven and Java that record how they were
 * called: what these two really do, the build itself shows.
 */
@NullMarked
package dev.incumbent.rules.launcher;

import org.jspecify.annotations.NullMarked;
