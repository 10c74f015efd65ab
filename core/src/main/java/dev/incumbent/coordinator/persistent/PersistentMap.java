package dev.incumbent.coordinator.persistent;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map in the order of its keys: a change gives a new map that shares all but O(log n)
 * nodes with the old one, which stays as it was.
 *
 * <p>Find, put and remove take O(log n) comparisons; iteration starts anywhere in O(log n). An
 * entry costs one node of five fields besides its key and value.
 *
 * <p>Threads: safe for use by any thread; an iterator is for one at a time.
 */
public final class PersistentMap<K, V> implements Iterable<PersistentMap.Entry<K, V>> {
  private static final PersistentMap<?, ?> EMPTY =
      new PersistentMap<Long, Long>(Comparator.naturalOrder(), null);

  private final Comparator<? super K> order;
  private final @Nullable Node<K, V> root;

  private PersistentMap(Comparator<? super K> order, @Nullable Node<K, V> root) {
    this.order = order;
    this.root = root;
  }

  /** A key and its value. */
  public interface Entry<K, V> {
    K key();

    V value();
  }

  /** The empty map in the natural order of its keys. */
  @SuppressWarnings("unchecked") // Without entries, one natural order is as good as another.
  public static <K extends Comparable<? super K>, V> PersistentMap<K, V> empty() {
    return (PersistentMap<K, V>) EMPTY;
  }

  public int size() {
    return Node.size(root);
  }

  public boolean isEmpty() {
    return root == null;
  }

  public boolean containsKey(K key) {
    return node(key) != null;
  }

  /** The value under {@code key}, if there is one. */
  public Optional<V> find(K key) {
    Node<K, V> node = node(key);
    return node == null ? Optional.empty() : Optional.of(node.value);
  }

  /** The map with {@code value} under {@code key}, in place of what stood there. */
  public PersistentMap<K, V> put(K key, V value) {
    return new PersistentMap<>(order, put(root, key, value));
  }

  /** The map without {@code key}; this one if it does not contain it. */
  public PersistentMap<K, V> remove(K key) {
    return containsKey(key) ? new PersistentMap<>(order, remove(root, key)) : this;
  }

  /** The entry with the smallest key, if there is one. */
  public Optional<Entry<K, V>> first() {
    Iterator<Entry<K, V>> entries = iterator();
    return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
  }

  /** All entries in order. */
  @Override
  public Iterator<Entry<K, V>> iterator() {
    Walk<K, V> walk = new Walk<>();
    walk.descend(root);
    return walk;
  }

  /** All values in the order of their keys. */
  public Iterable<V> values() {
    return () -> mapped(iterator(), Entry::value);
  }

  /**
   * The values in order, from the first key that {@code isReached}.
   *
   * @param isReached false for all keys up to some point and true for all after it
   */
  public Iterable<V> valuesFrom(Predicate<? super K> isReached) {
    return () -> mapped(walkFrom(isReached), Entry::value);
  }

  /** An iterator over the results of a function. */
  public static <A, B> Iterator<B> mapped(
      Iterator<A> source, Function<? super A, ? extends B> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public B next() {
        return function.apply(source.next());
      }
    };
  }

  /** Whether the tree keeps its balance: for tests. */
  boolean isBalanced() {
    return root == null || root.isBalanced();
  }

  private @Nullable Node<K, V> node(K key) {
    Node<K, V> node = root;
    while (node != null) {
      int side = order.compare(key, node.key);
      if (side == 0) {
        return node;
      }
      node = side < 0 ? node.left : node.right;
    }
    return null;
  }

  private Node<K, V> put(@Nullable Node<K, V> tree, K key, V value) {
    if (tree == null) {
      return new Node<>(key, value, null, null);
    }
    int side = order.compare(key, tree.key);
    if (side == 0) {
      return tree.withValue(value);
    }
    return side < 0
        ? Node.balanced(tree, put(tree.left, key, value), tree.right)
        : Node.balanced(tree, tree.left, put(tree.right, key, value));
  }

  private @Nullable Node<K, V> remove(@Nullable Node<K, V> tree, K key) {
    if (tree == null) {
      return null;
    }
    int side = order.compare(key, tree.key);
    if (side == 0) {
      return Node.joined(tree.left, tree.right);
    }
    return side < 0
        ? Node.balanced(tree, remove(tree.left, key), tree.right)
        : Node.balanced(tree, tree.left, remove(tree.right, key));
  }

  private Walk<K, V> walkFrom(Predicate<? super K> isReached) {
    Walk<K, V> walk = new Walk<>();
    Node<K, V> node = root;
    while (node != null) {
      if (isReached.test(node.key)) {
        walk.open.push(node);
        node = node.left;
      } else {
        node = node.right;
      }
    }
    return walk;
  }

  /** A walk in order; {@code open} holds the nodes whose left side is done, the next on top. */
  private static final class Walk<K, V> implements Iterator<Entry<K, V>> {
    private final Deque<Node<K, V>> open = new ArrayDeque<>();

    @Override
    public boolean hasNext() {
      return !open.isEmpty();
    }

    @Override
    public Entry<K, V> next() {
      if (open.isEmpty()) {
        throw new NoSuchElementException("no more entries");
      }
      Node<K, V> node = open.pop();
      descend(node.right);
      return node;
    }

    private void descend(@Nullable Node<K, V> tree) {
      for (Node<K, V> node = tree; node != null; node = node.left) {
        open.push(node);
      }
    }
  }
}
