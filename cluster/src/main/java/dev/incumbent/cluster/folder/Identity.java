package dev.incumbent.cluster.folder;

import java.util.Optional;

/**
 * Who a node is: its random id, made with the folder, and its group once that was formed.
 *
 * <p>A node whose folder has no group has never voted (S-11).
 */
public record Identity(RandomId node, Optional<Group> group) {}
