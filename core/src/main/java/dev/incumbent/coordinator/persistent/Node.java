package dev.incumbent.coordinator.persistent;

import org.jspecify.annotations.Nullable;

/**
 * A node of a weight-balanced search tree; an absent tree is {@code null}, so that a leaf costs one
 * object.
 *
 * <p>Balance: of two siblings neither has more than {@link #DELTA} times the weight of the other,
 * where weight is size + 1; a rotation is single unless the inner grandchild has {@link #RATIO}
 * times the weight of the outer one or more. These are the parameters that Hirai and Yamamoto
 * ("Balancing weight-balanced trees", 2011) proved to keep the balance after each insertion and
 * removal.
 */
final class Node<K, V> implements PersistentMap.Entry<K, V> {
  private static final int DELTA = 3;
  private static final int RATIO = 2;

  final K key;
  final V value;
  final @Nullable Node<K, V> left;
  final @Nullable Node<K, V> right;
  private final int size;

  Node(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    this.key = key;
    this.value = value;
    this.left = left;
    this.right = right;
    this.size = size(left) + size(right) + 1;
  }

  @Override
  public K key() {
    return key;
  }

  @Override
  public V value() {
    return value;
  }

  static int size(@Nullable Node<?, ?> tree) {
    return tree == null ? 0 : tree.size;
  }

  Node<K, V> withValue(V newValue) {
    return new Node<>(key, newValue, left, right);
  }

  /** A tree of these parts, of which one has gained or lost one node since they were balanced. */
  static <K, V> Node<K, V> balanced(
      Node<K, V> middle, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    if (right != null && weight(right) > DELTA * weight(left)) {
      return leanLeft(middle, left, right);
    }
    if (left != null && weight(left) > DELTA * weight(right)) {
      return leanRight(middle, left, right);
    }
    return new Node<>(middle.key, middle.value, left, right);
  }

  /** The tree of two whose keys are all smaller, and all larger, than what stood between them. */
  static <K, V> @Nullable Node<K, V> joined(@Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    if (left == null) {
      return right;
    }
    if (right == null) {
      return left;
    }
    return left.size > right.size
        ? balanced(left.last(), left.withoutLast(), right)
        : balanced(right.first(), left, right.withoutFirst());
  }

  /** Whether the balance and the sizes hold in this tree: for tests. */
  boolean isBalanced() {
    boolean sized = size == size(left) + size(right) + 1;
    boolean light = weight(left) <= DELTA * weight(right) && weight(right) <= DELTA * weight(left);
    return sized
        && light
        && (left == null || left.isBalanced())
        && (right == null || right.isBalanced());
  }

  private static <K, V> Node<K, V> leanLeft(
      Node<K, V> middle, @Nullable Node<K, V> left, Node<K, V> right) {
    Node<K, V> inner = right.left;
    if (inner != null && weight(inner) >= RATIO * weight(right.right)) {
      return new Node<>(
          inner.key,
          inner.value,
          new Node<>(middle.key, middle.value, left, inner.left),
          new Node<>(right.key, right.value, inner.right, right.right));
    }
    return new Node<>(
        right.key, right.value, new Node<>(middle.key, middle.value, left, inner), right.right);
  }

  private static <K, V> Node<K, V> leanRight(
      Node<K, V> middle, Node<K, V> left, @Nullable Node<K, V> right) {
    Node<K, V> inner = left.right;
    if (inner != null && weight(inner) >= RATIO * weight(left.left)) {
      return new Node<>(
          inner.key,
          inner.value,
          new Node<>(left.key, left.value, left.left, inner.left),
          new Node<>(middle.key, middle.value, inner.right, right));
    }
    return new Node<>(
        left.key, left.value, left.left, new Node<>(middle.key, middle.value, inner, right));
  }

  private Node<K, V> first() {
    Node<K, V> node = this;
    while (node.left != null) {
      node = node.left;
    }
    return node;
  }

  private Node<K, V> last() {
    Node<K, V> node = this;
    while (node.right != null) {
      node = node.right;
    }
    return node;
  }

  private @Nullable Node<K, V> withoutFirst() {
    return left == null ? right : balanced(this, left.withoutFirst(), right);
  }

  private @Nullable Node<K, V> withoutLast() {
    return right == null ? left : balanced(this, left, right.withoutLast());
  }

  private static int weight(@Nullable Node<?, ?> tree) {
    return size(tree) + 1;
  }
}
