/** The node: what an application embeds, and what {@code incumbent server} runs. */
@NullMarked
package dev.incumbent.cluster.node;

import org.jspecify.annotations.NullMarked;
