package dev.incumbent.simulation;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import java.util.List;
import java.util.Optional;

/** What the processes of a world hold their elections in: a cluster, or a store of records. */
interface Coordinator {
  /** The faults that only this kind of coordinator has. */
  interface Faults {
    /**
     * Lets one happen.
     *
     * @param process whom it hits, if it hits a process
     */
    void inject(Fault fault, Replica process);

    /** Nothing of the coordinator's is down, slow or behind any more. */
    void heal();
  }

  /** Its machines, in order. */
  List<Machine> machines();

  /** Where a client connects to. */
  List<String> addresses();

  /**
   * A client's way to it.
   *
   * @param number no other life of a process has it
   */
  Wire wire(Client client, long number);

  Faults faults(Injector injector);

  void begin();

  /** Something about machines or the network has changed. */
  void reconsider();

  /** An election as it is, whoever may know it. */
  Optional<ElectionView> election(ElectionName name);

  /** The last token of that election, or a floor that was raised. */
  long lastToken(ElectionName name);
}
