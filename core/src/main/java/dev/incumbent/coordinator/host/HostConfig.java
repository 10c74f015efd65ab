package dev.incumbent.coordinator.host;

/**
 * What a session host is told once.
 *
 * @param node this node's id
 * @param cluster the cluster's id, which a client that has met it before must name
 * @param formatVersion the one version of the wire format that this node speaks
 */
public record HostConfig(String node, String cluster, int formatVersion, HostLimits limits) {}
