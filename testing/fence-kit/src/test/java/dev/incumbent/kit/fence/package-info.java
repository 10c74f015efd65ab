/** The kit, tried on an honest fence and on one liar for each of its checks. */
@NullMarked
package dev.incumbent.kit.fence;

import org.jspecify.annotations.NullMarked;
