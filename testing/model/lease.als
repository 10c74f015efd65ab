/**
 * Leases: why no two AFTER_LEASE leaderships of an election are valid at once (S-2, S-7, and the lease
 * rules 1 to 3 of docs/spec.md).
 *
 * Time is here what it is to the protocol: stopwatches that run out. A client's starts when it sends a
 * renewal, and runs out at `sentAt + ttl × (1 − ρ) − margin`. A Raft leader starts one of the full TTL
 * when a renewal arrives, and one when it is ready. The bound on the rates of clocks says one thing
 * about them, and nothing else is known: a leader's stopwatch does not run out before a client's that
 * was started earlier. No two clocks are ever compared, and any process pauses as long as it likes
 * while the stopwatches run.
 *
 * A Raft leader that was deposed does not know it and goes on. The log is one sequence, which is what
 * Raft makes of it. What can be one step for many renewals or sessions at once is.
 *
 * Generous where it costs nothing: a grant is known to its holder at once, a session is granted an
 * election before its first renewal, and a client takes its validity from any acknowledged renewal.
 *
 * Left out: release (S-5), withdrawals (rule 5), what the client does once it has lost (rule 4).
 */
module lease

abstract sig Watch {}
sig ClientWatch, LeaderWatch extends Watch {}

sig Session {}

/** One send of a renewal: its number is used once. */
sig Renewal {
  of: one Session,
  began: disj one ClientWatch,    -- the client's, for its deadline
  heard: disj one LeaderWatch     -- the leader's, for the expiry
}

/** A Raft leader, one a term. */
sig Leader {
  ready: disj one LeaderWatch,
  var arrived: set Renewal,       -- what it received,
  var acknowledged: set Renewal,  -- what it acknowledged of that,
  var expiring: set Session       -- and the sessions whose expiry it proposed
}

var sig Sent in Renewal {}
var sig Confirmed in Renewal {}   -- the client has the acknowledgement
var sig Elected in Leader {}      -- the leader of this term, and those deposed
var sig Over in Watch {}          -- stopwatches that ran out

one sig Log {
  var leader: one Leader,         -- of the current term
  var granted: set Session,
  var ended: set Session          -- closed or expired: they hold nothing
}

/** Not of the protocol: which clients' watches were running when a leader's began. */
private one sig Order {
  var private earlier: LeaderWatch -> ClientWatch
}

fact Distinct {
  no Renewal.heard & Leader.ready
}

/** What can be left out of the protocol, one at a time. */
abstract sig Fault {}
one sig CountFromAnswer,          -- S-7: the client counts from the answer
  DeposedAcknowledges,            -- rule 1: no entry of the same term is waited for
  NoFullTtl,                      -- rule 2: a new leader expires what it has not heard
  LateExpiry,                     -- rule 3: an expiry counts in another term too
  AcknowledgesExpiring,           -- rule 3: a session is renewed while its expiry is under way
  ClocksBeyondBound               -- not of the protocol: the one assumption about clocks
  extends Fault {}
one sig Protocol {
  without: lone Fault
}

/** S-7: whether a session's leadership calls itself valid, which no message can take from it. */
pred valid[s: Session] {
  s in Log.granted
  some r: Confirmed & of.s | r.began not in Over
}

fun running: set Watch {
  (Protocol.without = CountFromAnswer implies Confirmed else Sent).began
    + Leader.arrived.heard + Elected.ready
}

fact Stopwatches {
  no Over
  no Order.earlier
  always {
    Over in running
    Over in Over'
    Order.earlier' = Order.earlier + ((running' - running) & LeaderWatch) -> (running & ClientWatch)
    -- The bound on clock rates, as the whole arithmetic of leases uses it.
    Protocol.without != ClocksBeyondBound implies Order.earlier[Over] in Over
  }
}

// --- Steps -----------------------------------------------------------------------------------------

/** Clients send renewals. */
pred send {
  Sent in Sent'
  Sent != Sent'
  Confirmed' = Confirmed
  leadersRest and logRests and Over' = Over
}

/** Renewals arrive, each at a leader or at one that was a leader once. */
pred arrive {
  arrived in arrived'
  arrived' - arrived in Elected -> (Sent - Leader.arrived)
  all r: Renewal | lone arrived'.r
  arrived != arrived'
  acknowledged' = acknowledged and expiring' = expiring
  clientRests and logRests and Over' = Over
}

/** Rule 1: only after an entry submitted since the arrival was applied in the same term. */
pred acknowledge {
  acknowledged in acknowledged'
  acknowledged' in arrived
  acknowledged != acknowledged'
  all l: Leader, r: l.acknowledged' - l.acknowledged {
    Protocol.without != DeposedAcknowledges implies (l = Log.leader and r.of not in Log.ended)
    Protocol.without != AcknowledgesExpiring implies r.of not in l.expiring
  }
  arrived' = arrived and expiring' = expiring
  clientRests and logRests and Over' = Over
}

/** Acknowledgements reach their clients. */
pred confirm {
  Confirmed in Confirmed'
  Confirmed' in Leader.acknowledged
  Confirmed != Confirmed'
  Sent' = Sent
  leadersRest and logRests and Over' = Over
}

/** Time passes: stopwatches run out. */
pred pass {
  Over != Over'
  clientRests and leadersRest and logRests
}

/** A leader decides that sessions have expired. Rule 2: not before its own first full TTL. */
pred propose {
  expiring in expiring'
  expiring != expiring'
  all l: Leader, s: l.expiring' - l.expiring {
    l in Elected
    Protocol.without != NoFullTtl implies l.ready in Over
    (l.acknowledged & of.s).heard in Over
  }
  arrived' = arrived and acknowledged' = acknowledged
  clientRests and logRests and Over' = Over
}

/** An expiry is applied. Rule 3: in the term in which it was decided. */
pred expire[s: Session] {
  s not in Log.ended
  s in (Protocol.without = LateExpiry implies Leader else Log.leader).expiring
  Log.ended' = Log.ended + s
  Log.granted' = Log.granted and Log.leader' = Log.leader and Elected' = Elected
  clientRests and leadersRest and Over' = Over
}

/** A vacant election is granted. */
pred grant[s: Session] {
  Log.granted in Log.ended
  s not in Log.granted + Log.ended
  Log.granted' = Log.granted + s
  Log.ended' = Log.ended and Log.leader' = Log.leader and Elected' = Elected
  clientRests and leadersRest and Over' = Over
}

/** The coordinator fails over. The one deposed is not told. */
pred elect[l: Leader] {
  l not in Elected
  Elected' = Elected + l
  Log.leader' = l
  Log.granted' = Log.granted and Log.ended' = Log.ended
  clientRests and leadersRest and Over' = Over
}

pred clientRests {
  Sent' = Sent and Confirmed' = Confirmed
}

pred leadersRest {
  arrived' = arrived and acknowledged' = acknowledged and expiring' = expiring
}

pred logRests {
  Log.leader' = Log.leader and Log.granted' = Log.granted and Log.ended' = Log.ended
  Elected' = Elected
}

pred nothing {
  clientRests and leadersRest and logRests and Over' = Over
}

fact Begin {
  Elected = Log.leader
  no Sent + Confirmed
  no arrived + acknowledged
  no expiring
  no Log.granted + Log.ended
}

fact Steps {
  always (nothing or send or arrive or acknowledge or confirm or pass or propose
    or (some s: Session | grant[s] or expire[s])
    or (some l: Leader | elect[l]))
}

// --- What is promised --------------------------------------------------------------------------------

/** S-2: of two leaderships at most one calls itself valid. */
pred disjoint {
  always lone s: Session | valid[s]
}

// --- The protocol as it is -----------------------------------------------------------------------

check S2 { no Protocol.without implies disjoint }
  for 2 Session, 2 Renewal, 2 Leader, 6 Watch, exactly 12 steps expect 0
check S2_ThreeRenewals { no Protocol.without implies disjoint }
  for 2 Session, 3 Renewal, 2 Leader, 8 Watch, exactly 10 steps expect 0

// --- Without a part of it, in as few steps as it takes ---------------------------------------------

check S2_CountFromAnswer { Protocol.without = CountFromAnswer implies disjoint }
  for 2 Session, 2 Renewal, 2 Leader, 6 Watch, exactly 10 steps expect 1
check S2_DeposedAcknowledges { Protocol.without = DeposedAcknowledges implies disjoint }
  for 2 Session, 2 Renewal, 2 Leader, 6 Watch, exactly 11 steps expect 1
check S2_NoFullTtl { Protocol.without = NoFullTtl implies disjoint }
  for 2 Session, 2 Renewal, 2 Leader, 6 Watch, exactly 12 steps expect 1
check S2_LateExpiry { Protocol.without = LateExpiry implies disjoint }
  for 2 Session, 2 Renewal, 2 Leader, 6 Watch, exactly 12 steps expect 1
check S2_AcknowledgesExpiring { Protocol.without = AcknowledgesExpiring implies disjoint }
  for 2 Session, 2 Renewal, 2 Leader, 6 Watch, exactly 10 steps expect 1

// --- What is not promised: clocks that leave the bound ---------------------------------------------

check S2_ClocksBeyondBound { Protocol.without = ClocksBeyondBound implies disjoint }
  for 2 Session, 2 Renewal, 2 Leader, 6 Watch, exactly 10 steps expect 1

// --- That something happens at all -----------------------------------------------------------------

/** A lease runs out, and the next one begins. */
run Succession {
  no Protocol.without
  some disj a, b: Session | eventually (valid[a] and after eventually valid[b])
} for 2 Session, 2 Renewal, 2 Leader, 6 Watch, exactly 12 steps expect 1

/** L-3: a session that its new leader hears in time is valid by that alone. */
run SurvivesFailover {
  no Protocol.without
  some s: Session, l: Leader |
    eventually (valid[s] and elect[l] and after eventually
      (valid[s] and (Confirmed - l.acknowledged).began in Over))
} for 1 Session, 2 Renewal, 2 Leader, 6 Watch, exactly 12 steps expect 1
