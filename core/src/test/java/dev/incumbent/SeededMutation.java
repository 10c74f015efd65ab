package dev.incumbent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * A fault seeded into one class: its source is changed in one place, compiled, and a test class of
 * the same package run against it, in a class loader of its own.
 */
public final class SeededMutation {
  private static final Path SOURCES = Path.of("src/main/java");

  private final String ofPackage;
  private final TreeMap<String, ByteArrayOutputStream> compiled = new TreeMap<>();

  private SeededMutation(String ofPackage) {
    this.ofPackage = ofPackage;
  }

  /**
   * The class of that name in the package of {@code tests}, with {@code broken} in the one place
   * where it has {@code sound}.
   */
  public static SeededMutation of(Class<?> tests, String name, String sound, String broken) {
    try {
      String ofPackage = tests.getPackageName();
      Path sources = SOURCES.resolve(ofPackage.replace('.', '/'));
      String source = Files.readString(sources.resolve(name + ".java"));
      assertThat(source.split(Pattern.quote(sound), -1)).as("'%s' in %s", sound, name).hasSize(2);
      SeededMutation mutation = new SeededMutation(ofPackage);
      mutation.compile(name, source.replace(sound, broken));
      return mutation;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(String name, String source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    try (JavaFileManager manager =
        new Kept(compiler.getStandardFileManager(null, null, null), compiled)) {
      List<String> options =
          List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
      boolean done = compiler.getTask(null, manager, null, options, null, List.of(file)).call();
      assertThat(done).as("the mutation of %s compiles", name).isTrue();
    }
  }

  /** The names of the tests of that class that fail against it. */
  public List<String> convictedBy(Class<?> tests) {
    try {
      Class<?> mutated = new Loader(ofPackage, compiled).loadClass(tests.getName());
      List<String> failed = new ArrayList<>();
      List<String> passed = new ArrayList<>();
      for (Method method : mutated.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          (passes(mutated, method) ? passed : failed).add(method.getName());
        }
      }
      assertThat(passed).as("what a single fault leaves sound").isNotEmpty();
      return failed;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean passes(Class<?> tests, Method method) throws ReflectiveOperationException {
    var constructor = tests.getDeclaredConstructor();
    constructor.setAccessible(true);
    method.setAccessible(true);
    try {
      method.invoke(constructor.newInstance());
      return true;
    } catch (InvocationTargetException e) {
      return false;
    }
  }

  /** Keeps what is compiled in memory. */
  private static final class Kept extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    Kept(JavaFileManager manager, Map<String, ByteArrayOutputStream> classes) {
      super(manager);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return classes.computeIfAbsent(name, n -> new ByteArrayOutputStream());
        }
      };
    }
  }

  /** Loads a package anew: its members see only one another. */
  private static final class Loader extends ClassLoader {
    private final String prefix;
    private final Map<String, ByteArrayOutputStream> mutated;

    Loader(String ofPackage, Map<String, ByteArrayOutputStream> mutated) {
      super(SeededMutation.class.getClassLoader());
      this.prefix = ofPackage + ".";
      this.mutated = mutated;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(prefix)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      ByteArrayOutputStream changed = mutated.get(name);
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = changed != null ? changed.toByteArray() : in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
