/** What commands print: answers to stdout, everything else to stderr; text for people or JSON. */
@NullMarked
package dev.incumbent.cli.output;

import org.jspecify.annotations.NullMarked;
