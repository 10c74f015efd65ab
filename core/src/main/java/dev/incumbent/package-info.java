/** Leader election with fencing tokens, for the JVM. */
@NullMarked
package dev.incumbent;

import org.jspecify.annotations.NullMarked;
