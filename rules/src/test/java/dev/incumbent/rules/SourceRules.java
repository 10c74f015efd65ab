package dev.incumbent.rules;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What only the source shows: how long things are, and blocks that lock.
 *
 * <p>A type is counted with its documentation, a method from its first modifier to its closing
 * brace. A record's components are not counted as arguments: a record is how a constructor with too
 * many of them gets its config. There is no list of exemptions.
 */
final class SourceRules extends TreePathScanner<@Nullable Void, List<String>> {
  static final int INTERFACE_LINES = 150;
  static final int CLASS_LINES = 300;
  static final int METHOD_LINES = 25;
  static final int CONSTRUCTOR_ARGUMENTS = 5;

  private static final Set<Tree.Kind> INTERFACES =
      EnumSet.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

  private final Trees trees;
  private final CompilationUnitTree unit;
  private final String source;

  private SourceRules(Trees trees, CompilationUnitTree unit, String source) {
    this.trees = trees;
    this.unit = unit;
    this.source = source;
  }

  /** The faults of one source file, each with its place. */
  static List<String> faults(String fileName, String source) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of(), null, List.of(file(fileName, source)));
    try {
      List<String> faults = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        new SourceRules(Trees.instance(task), unit, source).scan(unit, faults);
      }
      return faults;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, List<String> faults) {
    boolean outermost = getCurrentPath().getParentPath().getLeaf() == unit;
    if (outermost) {
      boolean isInterface = INTERFACES.contains(type.getKind());
      long lines = lineOf(end(type)) - lineOf(startWithDoc(type)) + 1;
      check(
          faults,
          type,
          type.getSimpleName() + " lines",
          lines,
          isInterface ? INTERFACE_LINES : CLASS_LINES);
    }
    return super.visitClass(type, faults);
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, List<String> faults) {
    boolean generated = end(method) < 0;
    if (!generated) {
      String name = method.getName() + "()";
      check(
          faults,
          method,
          name + " lines",
          lineOf(end(method)) - lineOf(startOf(method)) + 1,
          METHOD_LINES);
      if (method.getReturnType() == null && !isCompact(method)) {
        check(
            faults,
            method,
            name + " arguments",
            method.getParameters().size(),
            CONSTRUCTOR_ARGUMENTS);
      }
    }
    return super.visitMethod(method, faults);
  }

  @Override
  public @Nullable Void visitBlock(BlockTree block, List<String> faults) {
    boolean initializer = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
    if (initializer) {
      long lines = lineOf(end(block)) - lineOf(start(block)) + 1;
      check(faults, block, "initializer lines", lines, METHOD_LINES);
    }
    return super.visitBlock(block, faults);
  }

  @Override
  public @Nullable Void visitSynchronized(SynchronizedTree block, List<String> faults) {
    boolean core = fileName().startsWith("core/src/main/");
    if (core && DeterminismRules.HOSTS.stream().noneMatch(this::isSourceOf)) {
      faults.add(place(block) + " locks: core decides without doing");
    }
    return super.visitSynchronized(block, faults);
  }

  private boolean isSourceOf(String type) {
    return fileName().endsWith("/" + type.replace('.', '/') + ".java");
  }

  private void check(List<String> faults, Tree tree, String what, long actual, int allowed) {
    if (actual > allowed) {
      faults.add(place(tree) + " " + what + ": " + actual + ", allowed " + allowed);
    }
  }

  private String place(Tree tree) {
    return fileName() + ":" + lineOf(start(tree));
  }

  private String fileName() {
    return unit.getSourceFile().getName().substring(1);
  }

  /** The first modifier, keyword or type: annotations are not what makes a method long. */
  private long startOf(MethodTree method) {
    long after =
        method.getModifiers().getAnnotations().stream()
            .mapToLong((AnnotationTree annotation) -> end(annotation))
            .max()
            .orElse(start(method));
    int first = (int) after;
    while (Character.isWhitespace(source.charAt(first))) {
      first++;
    }
    return first;
  }

  private long startWithDoc(ClassTree type) {
    return Optional.ofNullable(trees.getDocComment(getCurrentPath()))
        .map(doc -> (long) source.lastIndexOf("/**", (int) start(type)))
        .orElse(start(type));
  }

  /** A compact constructor spells no arguments out: what the parser reports are the components. */
  private boolean isCompact(MethodTree method) {
    int start = (int) startOf(method);
    String head = source.substring(start, source.indexOf('{', start));
    return !head.contains("(");
  }

  private long start(Tree tree) {
    return positions().getStartPosition(unit, tree);
  }

  private long end(Tree tree) {
    return positions().getEndPosition(unit, tree);
  }

  private SourcePositions positions() {
    return trees.getSourcePositions();
  }

  private long lineOf(long position) {
    return unit.getLineMap().getLineNumber(position);
  }

  private static JavaFileObject file(String name, String source) {
    return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
