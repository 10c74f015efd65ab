/**
 * Leases: why no two AFTER_LEASE leaderships of an election are valid at once (S-2, S-7, and the lease
 * rules 1 to 3 of docs/spec.md).
 *
 * Time is here what it is to the protocol: stopwatches that run out. A client starts one when it sends
 * a renewal, and it runs out at `sentAt + ttl × (1 − ρ) − margin`. A Raft leader starts one of the full
 * TTL when a renewal arrives, and one when it is ready. The bound on the rates of clocks says one thing
 * about them, and nothing else is known: a leader's stopwatch does not run out before a client's that
 * was started earlier. No two clocks are ever compared, and any process pauses as long as it likes
 * while the stopwatches run.
 *
 * A Raft leader that was deposed does not know it and goes on. The log is one sequence, which is what
 * Raft makes of it; a step of the log is taken by the leader of the current term.
 *
 * Generous where it costs nothing: a grant is known to its holder at once, a session may be granted an
 * election before its first renewal, and a client takes its validity from any acknowledged renewal.
 *
 * Left out: release (S-5), withdrawals (rule 5), what the client does once it has lost (rule 4).
 */
module lease

abstract sig Watch {}
sig ClientWatch, LeaderWatch extends Watch {
}

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

var sig Running in Watch {}
var sig Over in Watch {}
var sig Sent in Renewal {}
var sig Confirmed in Renewal {}   -- the client has the acknowledgement
var sig Elected in Leader {}

one sig Log {
  var leader: one Leader,         -- of the current term
  var holder: lone Session,
  var ended: set Session
}

/** The client watches that were started before a leader's. */
one sig Order {
  var earlier: LeaderWatch -> ClientWatch
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
  s in Log.holder + Log.ended
  some r: Confirmed & of.s | r.began not in Over
}

/** The bound on clock rates, as the whole arithmetic of leases uses it. */
fact RateBound {
  always (Protocol.without != ClocksBeyondBound implies Order.earlier[Over] in Over)
}

pred started[w: set Watch] {
  Running' = Running + w
  Order.earlier' = Order.earlier + (w & LeaderWatch) -> (Running & ClientWatch)
  Over' = Over
}

// --- Steps -----------------------------------------------------------------------------------------

pred send[r: Renewal] {
  r not in Sent
  Sent' = Sent + r
  Protocol.without = CountFromAnswer implies started[none] else started[r.began]
  Confirmed' = Confirmed
  leadersRest
  logRests
}

/** It arrives at a leader, or at one that was a leader once. */
pred arrive[r: Renewal, l: Leader] {
  r in Sent - Leader.arrived
  l in Elected
  arrived' = arrived + l -> r
  started[r.heard]
  acknowledged' = acknowledged
  expiring' = expiring
  Sent' = Sent
  Confirmed' = Confirmed
  logRests
}

/** Rule 1: only after an entry submitted since then was applied in the same term. */
pred acknowledge[r: Renewal, l: Leader] {
  r in l.arrived - l.acknowledged
  Protocol.without != DeposedAcknowledges implies (l = Log.leader and r.of not in Log.ended)
  Protocol.without != AcknowledgesExpiring implies r.of not in l.expiring
  acknowledged' = acknowledged + l -> r
  arrived' = arrived
  expiring' = expiring
  clientRests
  watchesRest
  logRests
}

pred confirm[r: Renewal] {
  r in Leader.acknowledged - Confirmed
  Confirmed' = Confirmed + r
  Sent' = Sent
  Protocol.without = CountFromAnswer implies started[r.began] else started[none]
  leadersRest
  logRests
}

/** Time passes: stopwatches run out, within the bound on their rates. */
pred pass {
  Over in Over'
  Over' in Running
  Over != Over'
  Running' = Running
  Order.earlier' = Order.earlier
  clientRests
  leadersRest
  logRests
}

/** A leader decides that a session has expired. Rule 2: not before its own first full TTL. */
pred propose[s: Session, l: Leader] {
  l in Elected
  s not in l.expiring
  Protocol.without != NoFullTtl implies l.ready in Over
  (l.acknowledged & of.s).heard in Over
  expiring' = expiring + l -> s
  arrived' = arrived
  acknowledged' = acknowledged
  clientRests
  watchesRest
  logRests
}

/** The entry is applied. Rule 3: in the term in which it was decided. */
pred expire[s: Session, l: Leader] {
  s in l.expiring - Log.ended
  Protocol.without != LateExpiry implies l = Log.leader
  Log.ended' = Log.ended + s
  Log.holder' = Log.holder - s
  Log.leader' = Log.leader
  Elected' = Elected
  clientRests
  watchesRest
  leadersRest
}

pred grant[s: Session] {
  no Log.holder
  s not in Log.ended
  Log.holder' = s
  Log.ended' = Log.ended
  Log.leader' = Log.leader
  Elected' = Elected
  clientRests
  watchesRest
  leadersRest
}

/** The coordinator fails over. The one deposed is not told. */
pred elect[l: Leader] {
  l not in Elected
  Elected' = Elected + l
  Log.leader' = l
  Log.holder' = Log.holder
  Log.ended' = Log.ended
  started[l.ready]
  clientRests
  leadersRest
}

pred clientRests {
  Sent' = Sent
  Confirmed' = Confirmed
}

pred watchesRest {
  started[none]
}

pred leadersRest {
  arrived' = arrived
  acknowledged' = acknowledged
  expiring' = expiring
}

pred logRests {
  Log.leader' = Log.leader
  Log.holder' = Log.holder
  Log.ended' = Log.ended
  Elected' = Elected
}

pred nothing {
  clientRests
  watchesRest
  leadersRest
  logRests
}

fact Begin {
  Elected = Log.leader
  Running = Log.leader.ready
  no Over + Sent + Confirmed
  no Order.earlier
  no arrived + acknowledged
  no expiring
  no Log.holder + Log.ended
}

fact Steps {
  always (nothing or pass
    or (some r: Renewal | send[r] or confirm[r])
    or (some l: Leader | elect[l])
    or (some s: Session | grant[s])
    or (some r: Renewal, l: Leader | arrive[r, l] or acknowledge[r, l])
    or (some s: Session, l: Leader | propose[s, l] or expire[s, l]))
}

// --- What is promised --------------------------------------------------------------------------------

/** S-2: of two leaderships at most one calls itself valid. */
pred disjoint {
  always lone s: Session | valid[s]
}

check S2 { no Protocol.without implies disjoint }
  for 2 Session, 3 Renewal, 2 Leader, 5 LeaderWatch, 3 ClientWatch, 6 Fault, 8 Watch, 14 steps expect 0
check S2_CountFromAnswer { Protocol.without = CountFromAnswer implies disjoint }
  for 2 Session, 3 Renewal, 2 Leader, 5 LeaderWatch, 3 ClientWatch, 6 Fault, 8 Watch, 16 steps expect 1
check S2_DeposedAcknowledges { Protocol.without = DeposedAcknowledges implies disjoint }
  for 2 Session, 3 Renewal, 2 Leader, 5 LeaderWatch, 3 ClientWatch, 6 Fault, 8 Watch, 16 steps expect 1
check S2_NoFullTtl { Protocol.without = NoFullTtl implies disjoint }
  for 2 Session, 3 Renewal, 2 Leader, 5 LeaderWatch, 3 ClientWatch, 6 Fault, 8 Watch, 16 steps expect 1
check S2_LateExpiry { Protocol.without = LateExpiry implies disjoint }
  for 2 Session, 3 Renewal, 2 Leader, 5 LeaderWatch, 3 ClientWatch, 6 Fault, 8 Watch, 16 steps expect 1
check S2_AcknowledgesExpiring { Protocol.without = AcknowledgesExpiring implies disjoint }
  for 2 Session, 3 Renewal, 2 Leader, 5 LeaderWatch, 3 ClientWatch, 6 Fault, 8 Watch, 16 steps expect 1
check S2_ClocksBeyondBound { Protocol.without = ClocksBeyondBound implies disjoint }
  for 2 Session, 3 Renewal, 2 Leader, 5 LeaderWatch, 3 ClientWatch, 6 Fault, 8 Watch, 16 steps expect 1
