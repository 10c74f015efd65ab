/** Lease arithmetic: until when a leadership may call itself valid. */
@NullMarked
package dev.incumbent.lease;

import org.jspecify.annotations.NullMarked;
