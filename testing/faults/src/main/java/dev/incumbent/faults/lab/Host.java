package dev.incumbent.faults.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One host of a lab. Threads: for use by one. */
public final class Host {
  static final String INTERFACE = "eth0";
  private static final Pattern PACKETS = Pattern.compile("^\\s*(\\d+)\\s");
  private static final Pattern HELD_BACK = Pattern.compile("dropped (\\d+), overlimits (\\d+)");

  private final String name;
  private final String namespace;
  private final String address;
  private final Registry registry;

  Host(String name, String namespace, String address, Registry registry) {
    this.name = name;
    this.namespace = namespace;
    this.address = address;
    this.registry = registry;
  }

  public String name() {
    return name;
  }

  public String address() {
    return address;
  }

  Registry registry() {
    return registry;
  }

  /** The command that runs another on this host, with the process id that it starts with. */
  public List<String> inside(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(command);
    return whole;
  }

  void ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
    command.addAll(List.of(arguments));
    Shell.run(command);
  }

  /** Hears nothing of what that one sends. */
  public void deafTo(Host sender) {
    filter("-s", sender.address, "-j", "DROP");
  }

  /** Loses so much of what it is sent. */
  public void lossy(double share) {
    filter(
        "-m",
        "statistic",
        "--mode",
        "random",
        "--probability",
        Double.toString(share),
        "-j",
        "DROP");
  }

  /** Answers whatever that one sends with a reset. */
  public void resets(Host sender) {
    filter("-s", sender.address, "-p", "tcp", "-j", "REJECT", "--reject-with", "tcp-reset");
  }

  /** Hands over what it is sent to the program that reads that queue. */
  void queue(String number) {
    filter("-j", "NFQUEUE", "--queue-num", number);
  }

  private void filter(String... rule) {
    List<String> command = new ArrayList<>(List.of("iptables", "-w", "-A", "INPUT"));
    command.addAll(List.of(rule));
    Shell.run(inside(command));
  }

  /** Takes every rule away; returns how many packets they met. */
  public long unfilter() {
    String rules = Shell.run(inside(List.of("iptables", "-w", "-L", "INPUT", "-v", "-x", "-n")));
    Shell.run(inside(List.of("iptables", "-w", "-F", "INPUT")));
    return rules.lines().skip(2).mapToLong(Host::packets).sum();
  }

  private static long packets(String line) {
    Matcher matcher = PACKETS.matcher(line);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  /** Sends no more than so much. */
  public void squeeze(int kilobits) {
    Shell.run(
        inside(
            List.of(
                "tc",
                "qdisc",
                "add",
                "dev",
                INTERFACE,
                "root",
                "tbf",
                "rate",
                kilobits + "kbit",
                "burst",
                "2kb",
                "latency",
                "400ms")));
  }

  /** Takes the limit away; returns how often it held a packet back or dropped one. */
  public long unsqueeze() {
    String shown = Shell.run(inside(List.of("tc", "-s", "qdisc", "show", "dev", INTERFACE)));
    Shell.run(inside(List.of("tc", "qdisc", "del", "dev", INTERFACE, "root")));
    Matcher matcher = HELD_BACK.matcher(shown);
    return matcher.find() ? Long.parseLong(matcher.group(1)) + Long.parseLong(matcher.group(2)) : 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
