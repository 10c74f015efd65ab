/** {@code simulate}: the protocol in virtual time. */
@NullMarked
package dev.incumbent.cli.simulate;

import org.jspecify.annotations.NullMarked;
