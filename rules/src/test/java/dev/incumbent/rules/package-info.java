/**
 * Architecture and style as tests. Each rule is a function of what it reads, so that the same rule
 * that passes on the project is shown to convict a violation seeded for it.
 */
@NullMarked
package dev.incumbent.rules;

import org.jspecify.annotations.NullMarked;
