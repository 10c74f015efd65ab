package dev.incumbent.faults.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hosts that are network namespaces, on a bridge in a namespace of its own: nothing touches the
 * machine's own interfaces, and two runs never meet, because the names carry the run's id. Only a
 * {@linkplain #openReachable reachable} lab gives the machine an interface, which goes with it.
 *
 * <p>Threads: for use by one.
 */
public final class Lab implements AutoCloseable {
  private static final String NETWORKS = "10.77.";

  /** Of labs that the machine does not reach: each has a bridge of its own, they may be alike. */
  private static final int UNREACHABLE = 0;

  /** Of the reachable ones there are 1 to this, by the third number of their addresses. */
  private static final int REACHABLE = 254;

  private static final int MACHINE = 254;
  private static final List<String> TOOLS =
      List.of("ip", "iptables", "tc", "setsid", "taskset", "mount");

  private final String run;
  private final Registry registry;
  private final String network;
  private final List<Host> hosts = new ArrayList<>();

  private Lab(String run, Registry registry, int network) {
    this.run = run;
    this.registry = registry;
    this.network = NETWORKS + network + ".";
  }

  /**
   * Makes the bridge.
   *
   * @throws LabUnavailableException if this machine cannot
   */
  public static Lab open() throws LabUnavailableException {
    requirePossible();
    return open(UNREACHABLE);
  }

  /**
   * As {@link #open}, and the processes of this machine reach the hosts, on addresses that nothing
   * else here has a way to.
   *
   * @throws LabUnavailableException if this machine cannot
   */
  public static Lab openReachable() throws LabUnavailableException {
    requirePossible();
    Lab lab = open(freeNetwork());
    lab.connectMachine();
    return lab;
  }

  /** The first one that is free, counted from a place of this process's own. */
  private static int freeNetwork() throws LabUnavailableException {
    String routes = Shell.run("ip", "-4", "route", "show", "table", "all");
    long first = ProcessHandle.current().pid();
    for (int i = 0; i < REACHABLE; i++) {
      int network = 1 + (int) ((first + i) % REACHABLE);
      if (!routes.contains(NETWORKS + network + ".")) {
        return network;
      }
    }
    throw new LabUnavailableException("every network of " + NETWORKS + "0.0/16 is in use here");
  }

  private static Lab open(int network) {
    String run =
        Long.toString(ProcessHandle.current().pid(), 36)
            + Long.toString(System.nanoTime() & 0xfff, 36);
    Lab lab = new Lab(run, Registry.open(run), network);
    lab.registry.host(lab.name("switch"));
    Shell.run("ip", "netns", "add", lab.name("switch"));
    lab.inSwitch("link", "add", "br0", "type", "bridge");
    lab.inSwitch("link", "set", "br0", "up");
    return lab;
  }

  /**
   * Returns if a lab can be made here.
   *
   * @throws LabUnavailableException if not, with what is missing
   */
  public static void requirePossible() throws LabUnavailableException {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      throw new LabUnavailableException(
          "it takes Linux, and this is " + System.getProperty("os.name"));
    }
    for (String tool : TOOLS) {
      if (!Shell.ask(List.of("sh", "-c", "command -v " + tool)).ok()) {
        throw new LabUnavailableException(
            tool + " is missing; on Debian: apt-get install iproute2 iptables util-linux");
      }
    }
    String probe = "inc-probe-" + ProcessHandle.current().pid();
    Shell.Answer made = Shell.ask(List.of("ip", "netns", "add", probe));
    if (!made.ok()) {
      throw new LabUnavailableException(
          "it takes root and the right to make namespaces: " + made.text());
    }
    try {
      requireFilter(probe);
    } finally {
      var unused = Shell.ask(List.of("ip", "netns", "del", probe));
    }
  }

  private static void requireFilter(String probe) throws LabUnavailableException {
    List<List<String>> needed =
        List.of(
            List.of("ip", "-n", probe, "link", "add", "br0", "type", "bridge"),
            List.of("ip", "-n", probe, "link", "add", "va", "type", "veth", "peer", "name", "vb"),
            List.of("ip", "netns", "exec", probe, "iptables", "-A", "INPUT", "-j", "DROP"));
    for (List<String> command : needed) {
      Shell.Answer answer = Shell.ask(command);
      if (!answer.ok()) {
        throw new LabUnavailableException(String.join(" ", command) + ": " + answer.text());
      }
    }
  }

  /** Adds a host of that name, connected. */
  public Host host(String name) {
    int number = hosts.size() + 1;
    String namespace = name(name);
    String port = "v" + number;
    registry.host(namespace);
    Shell.run("ip", "netns", "add", namespace);
    connect(namespace, port);
    Host host = new Host(name, namespace, network + number, registry);
    host.ip("addr", "add", host.address() + "/24", "dev", Host.INTERFACE);
    host.ip("link", "set", Host.INTERFACE, "up");
    host.ip("link", "set", "lo", "up");
    hosts.add(host);
    return host;
  }

  private void connect(String namespace, String port) {
    plug(port, List.of("name", Host.INTERFACE, "netns", namespace));
  }

  /** The interface goes with the bridge's namespace, whoever removes that. */
  private void connectMachine() {
    String own = "inc" + run;
    plug("machine", List.of("name", own));
    Shell.run("ip", "addr", "add", network + MACHINE + "/24", "dev", own);
    Shell.run("ip", "link", "set", own, "up");
  }

  /** Puts one end of a cable into the bridge. */
  private void plug(String port, List<String> otherEnd) {
    List<String> cable =
        new ArrayList<>(List.of("ip", "link", "add", port, "netns", name("switch")));
    cable.addAll(List.of("type", "veth", "peer"));
    cable.addAll(otherEnd);
    Shell.run(cable);
    inSwitch("link", "set", port, "master", "br0");
    inSwitch("link", "set", port, "up");
  }

  public Registry registry() {
    return registry;
  }

  private String name(String host) {
    return "inc-" + run + "-" + host;
  }

  private void inSwitch(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", name("switch")));
    command.addAll(List.of(arguments));
    Shell.run(command);
  }

  /**
   * Ends every process and removes every host and mount. Idempotent.
   *
   * @throws IllegalStateException if something is left all the same
   */
  @Override
  public void close() {
    registry.close();
    String left =
        Stream.concat(
                Shell.run("ip", "netns", "list").lines().filter(l -> l.startsWith(name(""))),
                Shell.run("cat", "/proc/mounts")
                    .lines()
                    .filter(l -> l.contains(registry.folder().toString())))
            .collect(Collectors.joining(", "));
    if (!left.isEmpty()) {
      throw new IllegalStateException("the run left behind: " + left);
    }
  }
}
