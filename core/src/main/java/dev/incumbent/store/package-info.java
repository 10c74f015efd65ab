/**
 * Elections over any storage that has a record with compare-and-set: the port that an adapter
 * implements, and the one pure protocol that all of them share.
 */
@NullMarked
package dev.incumbent.store;

import org.jspecify.annotations.NullMarked;
