/** Tests of coordinators over a store of records. */
@NullMarked
package dev.incumbent.client.store;

import org.jspecify.annotations.NullMarked;
