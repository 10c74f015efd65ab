package dev.incumbent.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, giving each the global options it asks for in its constructor. */
final class CommandFactory implements IFactory {
  private final GlobalOptions options;
  private final IFactory others = CommandLine.defaultFactory();

  CommandFactory(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == GlobalOptions.class) {
        return type.cast(constructor.newInstance(options));
      }
    }
    return others.create(type);
  }
}
