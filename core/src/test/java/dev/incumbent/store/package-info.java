/** Tests of the shared protocol over a store of records. */
@NullMarked
package dev.incumbent.store;

import org.jspecify.annotations.NullMarked;
