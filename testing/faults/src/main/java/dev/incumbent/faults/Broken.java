package dev.incumbent.faults;

import java.nio.file.Path;

/**
 * A class that is broken on purpose, which nodes and candidates are started with instead of the
 * real one, so that the checker shows that it convicts it.
 *
 * @param entry the class path entry that has it
 * @param onlyAfterRestart only what is started again has it
 */
public record Broken(Path entry, boolean onlyAfterRestart) {}
