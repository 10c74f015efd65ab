package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One side's turn.
 *
 * @param folder an empty one, for its data and logs
 * @param uncounted how often it is done before the runs that count
 * @param figure is added a measurement for each run that counts
 * @param opened is told how to end what the turn has started, should this program be stopped
 */
record Turn(
    Side side, Path folder, int uncounted, int runs, Figure figure, Consumer<Runnable> opened) {}
