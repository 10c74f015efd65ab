package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.codec.CodecException;
import java.lang.System.Logger.Level;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Asks peers, and brings what comes of it to the membership's thread.
 *
 * <p>Threads: {@link #ask} on the membership's thread.
 */
final class PeerAsking {
  private static final System.Logger LOG = System.getLogger(PeerAsking.class.getName());

  /** Different reasons for not answering that are logged in the life of a node. */
  private static final int MAX_COMPLAINTS = 256;

  private final MembershipThread thread;
  private final PeerCalls peers;
  private final TreeSet<String> complaints = new TreeSet<>();

  PeerAsking(MembershipThread thread, PeerCalls peers) {
    this.thread = thread;
    this.peers = peers;
  }

  /** Asks; exactly one of the two is called later, on the membership's thread. */
  void ask(Address peer, FormRequest request, Consumer<FormReply> replied, Runnable failed) {
    peers.call(
        peer,
        FormCodec.encode(request),
        new PeerCalls.Answer() {
          @Override
          public void replied(byte[] reply) {
            thread.execute(() -> decode(peer, reply, replied, failed));
          }

          @Override
          public void failed(String why) {
            thread.execute(() -> fail(peer, why, failed));
          }
        });
  }

  private void decode(Address peer, byte[] bytes, Consumer<FormReply> replied, Runnable failed) {
    FormReply reply;
    try {
      reply = FormCodec.decodeReply(bytes);
    } catch (CodecException e) {
      fail(peer, String.valueOf(e.getMessage()), failed);
      return;
    }
    replied.accept(reply);
  }

  private void fail(Address peer, String why, Runnable failed) {
    if (complaints.size() < MAX_COMPLAINTS && complaints.add(peer + " " + why)) {
      LOG.log(Level.DEBUG, "{0} does not answer: {1}", peer, why);
    }
    failed.run();
  }
}
