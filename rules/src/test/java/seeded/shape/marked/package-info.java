/** A package as it should be, with a class that should not. */
@NullMarked
package seeded.shape.marked;

import org.jspecify.annotations.NullMarked;
