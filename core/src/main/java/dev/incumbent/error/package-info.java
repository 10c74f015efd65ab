/** What a caller knows after a failure: surely not applied, unknown, or lost. */
@NullMarked
package dev.incumbent.error;

import org.jspecify.annotations.NullMarked;
