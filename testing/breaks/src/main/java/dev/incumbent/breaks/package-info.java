/** Classes broken on purpose, which the demo's checker must convict. */
@NullMarked
package dev.incumbent.breaks;

import org.jspecify.annotations.NullMarked;
