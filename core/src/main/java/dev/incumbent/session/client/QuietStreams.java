package dev.incumbent.session.client;

import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.Query;

/**
 * What is done about streams on which nothing comes while no node is known to lead: each may have
 * been cut without a word, as when all nodes lost their power, and then none brings the next
 * leader's word (L-2). Not for use by several threads.
 *
 * <pre>
 * a stream that is up                          done
 * silent for a greeting's time                 its node is asked how it is, which any node answers
 * still silent at two more looks               replaced
 * heard                                        nothing, until it is silent for so long again
 * </pre>
 */
final class QuietStreams {
  private static final Timers.Key LOOK = new Timers.Key(Timers.Kind.QUIET, 0);

  /** A process that was paused itself finds what arrived meanwhile after its first look. */
  private static final int LOOKS = 3;

  private final Environment env;
  private final Links links;
  private final SessionProtocol session;
  private final Ids ids;

  QuietStreams(Environment env, Links links, SessionProtocol session, Ids ids) {
    this.env = env;
    this.links = links;
    this.session = session;
    this.ids = ids;
  }

  /** Asked after everything else in every turn. */
  void assess() {
    if (session.isLive() && links.main().isEmpty() && links.anyUp()) {
      env.timers().setUnlessEarlier(LOOK, env.nanos() + links.greetingNanos() / 2, this::look);
    } else {
      env.timers().cancel(LOOK);
    }
  }

  private void look() {
    links.allUp().stream()
        .filter(link -> env.nanos() - link.heardAtNanos() >= links.greetingNanos())
        .forEach(this::askOrReplace);
  }

  private void askOrReplace(Link link) {
    int looks = link.foundSilent();
    if (looks == 1) {
      env.send(link, new ClientMessage.Read(ids.next(), new Query.NodeStatus(), true));
    } else if (looks >= LOOKS) {
      links.drop(link, "nobody leads, and it says nothing");
    }
  }
}
