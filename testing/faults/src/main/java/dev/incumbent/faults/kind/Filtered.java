package dev.incumbent.faults.kind;

import dev.incumbent.faults.lab.Host;
import java.util.List;

/** Hosts with packet filters, whose counters are the evidence. */
record Filtered(String target, List<Host> hosts, String word) implements Fault.Injected {
  @Override
  public String heal() {
    long packets = hosts.stream().mapToLong(Host::unfilter).sum();
    return packets > 0 ? packets + " packets " + word : "";
  }
}
