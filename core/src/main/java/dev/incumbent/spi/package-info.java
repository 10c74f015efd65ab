/** The ports behind which coordinators and nodes live. */
@NullMarked
package dev.incumbent.spi;

import org.jspecify.annotations.NullMarked;
