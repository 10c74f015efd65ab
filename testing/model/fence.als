/**
 * Token, claim and fence: why a stale leader is harmless.
 *
 * This is the part of docs/spec.md that no clock has a say in: S-1 (tokens only grow), S-3 (the
 * storage decides), S-4 (claim before serving), S-6 (the token is the holder's). The lease is here
 * nothing but an event: it ends at any moment, and nobody tells the holder. A holder pauses wherever
 * it likes, because nothing obliges it to take its next step; and what the coordinator grants next
 * does not wait for it. lease.als adds the clocks (S-2).
 *
 * A storage is written in two steps, as every real one is: the check of the token, then the effect.
 * What makes them one atomic step is the lock between them, and the model can be built without it.
 *
 * Each command at the end says what it expects. The build runs them all (ModelTest): `expect 0` must
 * find no counterexample, `expect 1` must find one. Whoever drops a part of the protocol sees here
 * what breaks; what is not promised has a counterexample too.
 *
 * Left out: how a coordinator comes to agree with itself (S-8 to S-10), several fences of one
 * election (each is alone in what it promises), writes without a token, a storage that was put back.
 */
module fence

open util/ordering[Token]

/** Fencing tokens. The first stands for 0: the counter before the first grant. */
sig Token {}

/** One leadership. The atom is its grant id; the token was captured at the grant (S-6). */
sig Leadership {
  token: one Token
}

var sig Granted in Leadership {}
var sig Claimed in Leadership {}
var sig Serving in Leadership {}   -- their user's code has begun, with what it read
var sig UpToDate in Leadership {}  -- nothing has taken effect since they read

one sig Coordinator {
  var counter: one Token,       -- the last token granted
  var holder: lone Leadership,  -- whose lease has not ended
  var copy: lone Token          -- the counter in an old copy of the coordinator's data
}

one sig Fence {
  var high: lone Leadership,    -- whose token and grant id the last claim left
  var checked: set Leadership   -- steps between check and effect: they hold the lock
}

/** What can be left out of the protocol, one at a time. */
abstract sig Fault {}
one sig NoCheck,                -- the storage takes any write
  NoLock,                       -- a claim does not wait for steps between check and effect
  ServeFirst,                   -- the user's code begins before the claim; the claim comes later
  AnyClaim,                     -- a claim does not compare tokens
  TokenOnly                     -- the storage compares tokens and forgets the grant id
  extends Fault {}
one sig Protocol {
  without: lone Fault
}

// --- The coordinator ---------------------------------------------------------------------------

/** A vacant election is granted, with the next token. */
pred grant[l: Leadership] {
  l not in Granted
  no Coordinator.holder
  l.token = Coordinator.counter.next
  Coordinator.counter' = l.token
  Coordinator.holder' = l
  Granted' = Granted + l
  Coordinator.copy' = Coordinator.copy
  storageRests
}

/** Released, run out, suspected: for a fence it is all the same. The holder may not know. */
pred leaseEnds[l: Leadership] {
  l = Coordinator.holder
  no Coordinator.holder'
  Coordinator.counter' = Coordinator.counter
  Granted' = Granted
  Coordinator.copy' = Coordinator.copy
  storageRests
}

/** The floor: a holder whose claim the fence refused asks for a counter above what refused it. */
pred raise[l: Leadership] {
  l = Coordinator.holder
  refusesClaim[l]
  Coordinator.counter' = Fence.high.token
  no Coordinator.holder'
  Granted' = Granted
  Coordinator.copy' = Coordinator.copy
  storageRests
}

pred backUp {
  Coordinator.copy' = Coordinator.counter
  Coordinator.counter' = Coordinator.counter
  Coordinator.holder' = Coordinator.holder
  Granted' = Granted
  storageRests
}

/**
 * `incumbent restore` of a copy: raises the counter above all that was granted since. That the raise is
 * large enough is assumed here.
 */
pred restore {
  some Coordinator.copy
  all t: Granted.token + Coordinator.copy + Coordinator.counter | gte[Coordinator.counter', t]
  no Coordinator.holder'
  Granted' = Granted
  Coordinator.copy' = Coordinator.copy
  storageRests
}

/** An old copy is put in the place of the data, and no command says so. */
pred putBack {
  some Coordinator.copy
  Coordinator.counter' = Coordinator.copy
  no Coordinator.holder'
  Granted' = Granted
  Coordinator.copy' = Coordinator.copy
  storageRests
}

// --- A leadership at the storage: each step when it likes, or never ------------------------------

/** Whether the fence refuses a claim: its token is larger, or equal with another grant id. */
pred refusesClaim[l: Leadership] {
  some Fence.high
  l != Fence.high
  Protocol.without != AnyClaim
  Protocol.without = TokenOnly
    implies lt[l.token, Fence.high.token]
    else lte[l.token, Fence.high.token]
}

/** The claim, a transaction of its own. It waits for whoever holds the fence's lock. */
pred claim[l: Leadership] {
  l in Granted
  not refusesClaim[l]
  Protocol.without != NoLock implies Fence.checked in l
  Fence.high' = l
  Claimed' = Claimed + l
  Fence.checked' = Fence.checked
  Serving' = Serving
  UpToDate' = UpToDate
  coordinatorRests
}

/** The user's code begins, or goes on: it reads all that it builds on. */
pred read[l: Leadership] {
  l in Granted
  Protocol.without != ServeFirst implies l in Claimed
  Serving' = Serving + l
  UpToDate' = UpToDate + l
  Fence.high' = Fence.high
  Fence.checked' = Fence.checked
  Claimed' = Claimed
  coordinatorRests
}

/** A write, first step: the storage compares, and keeps the lock if it was content. */
pred admit[l: Leadership] {
  l in Serving - Fence.checked
  Protocol.without != NoCheck implies
    (Protocol.without = TokenOnly implies l.token = Fence.high.token else l = Fence.high)
  Fence.checked' = Fence.checked + l
  Fence.high' = Fence.high
  Claimed' = Claimed
  Serving' = Serving
  UpToDate' = UpToDate
  coordinatorRests
}

/** A write, second step: it commits. What others have read is no longer the newest. */
pred effect[l: Leadership] {
  l in Fence.checked
  Fence.checked' = Fence.checked - l
  UpToDate' = l
  Serving' = Serving
  Fence.high' = Fence.high
  Claimed' = Claimed
  coordinatorRests
}

/**
 * A write that never commits: it crashed, gave up, or a claim that waits ended its transaction. What it
 * has read is of no use any more.
 */
pred abort[l: Leadership] {
  l in Fence.checked
  Fence.checked' = Fence.checked - l
  Serving' = Serving - l
  UpToDate' = UpToDate - l
  Fence.high' = Fence.high
  Claimed' = Claimed
  coordinatorRests
}

pred storageRests {
  Fence.high' = Fence.high
  Fence.checked' = Fence.checked
  Claimed' = Claimed
  Serving' = Serving
  UpToDate' = UpToDate
}

pred coordinatorRests {
  Coordinator.counter' = Coordinator.counter
  Coordinator.holder' = Coordinator.holder
  Coordinator.copy' = Coordinator.copy
  Granted' = Granted
}

pred nothing {
  storageRests
  coordinatorRests
}

fact Begin {
  Coordinator.counter = first
  no Coordinator.holder
  no Coordinator.copy
  no Granted
  no Fence.high
  no Fence.checked
  no Claimed
  no Serving
  no UpToDate
}

fact Steps {
  always (nothing or backUp or restore or putBack
    or (some l: Leadership |
      grant[l] or leaseEnds[l] or raise[l]
        or claim[l] or read[l] or admit[l] or effect[l] or abort[l]))
}

// --- What is promised ----------------------------------------------------------------------------

/** S-1: a later grant has the larger token. */
pred tokensGrow {
  always all disj earlier, later: Leadership |
    (grant[later] and earlier in Granted) implies lt[earlier.token, later.token]
}

/** S-3: whatever takes effect carries the token, and the grant id, of the last claim. */
pred storageDecides {
  always all l: Leadership |
    effect[l] implies ((all other: Leadership - l | not claim[other]) since claim[l])
}

/** S-4: what a leadership reads is the last word of its predecessors. */
pred readIsFinal {
  always all disj earlier, later: Leadership |
    (lt[earlier.token, later.token] and once read[later]) implies not effect[earlier]
}

/** S-4: nobody writes over what it has not seen. */
pred noLostUpdate {
  always all l: Leadership | effect[l] implies l in UpToDate
}

// --- The protocol as it is -----------------------------------------------------------------------

check S1 { (no Protocol.without and always not putBack) implies tokensGrow }
  for 3 but 4 Token, exactly 8 steps expect 0
check S3 { no Protocol.without implies storageDecides } for 3 but 4 Token, exactly 10 steps expect 0
check S4_reads { no Protocol.without implies readIsFinal } for 3 but 4 Token, exactly 10 steps expect 0
check S4_updates { no Protocol.without implies noLostUpdate } for 3 but 4 Token, exactly 13 steps expect 0

// --- Without a part of it, in as few steps as it takes -------------------------------------------

check S3_NoCheck { Protocol.without = NoCheck implies storageDecides }
  for 3 but 4 Token, exactly 8 steps expect 1
check S3_NoLock { Protocol.without = NoLock implies storageDecides }
  for 3 but 4 Token, exactly 9 steps expect 1
check S3_TokenOnly { Protocol.without = TokenOnly implies storageDecides }
  for 3 but 4 Token, exactly 9 steps expect 1
check S4_ServeFirst { Protocol.without = ServeFirst implies readIsFinal }
  for 3 but 4 Token, exactly 9 steps expect 1
check S4_ServeFirst_updates { Protocol.without = ServeFirst implies noLostUpdate }
  for 3 but 4 Token, exactly 12 steps expect 1
check S4_AnyClaim { Protocol.without = AnyClaim implies readIsFinal }
  for 3 but 4 Token, exactly 10 steps expect 1

// --- What is not promised: a copy put back behind the coordinator's back counts on from there -----

check S1_PutBack { no Protocol.without implies tokensGrow }
  for 3 but 4 Token, exactly 5 steps expect 1

// --- That something happens at all ---------------------------------------------------------------

/** Two leaderships write, one after the other. */
run HandOver {
  no Protocol.without
  some disj a, b: Leadership | eventually (effect[a] and after eventually effect[b])
} for 3 but 4 Token, exactly 12 steps expect 1

/** A leadership that begins while its predecessor's write is under way waits for it, or ends it. */
run ClaimWaits {
  no Protocol.without
  some disj a, b: Leadership |
    eventually (a in Fence.checked and grant[b] and after eventually (effect[a] and eventually claim[b]))
} for 3 but 4 Token, exactly 10 steps expect 1

/** After a copy was put back, the floor brings the counter above what the fence has seen. */
run FloorAfterPutBack {
  no Protocol.without
  some disj b, c: Leadership |
    eventually (raise[b] and lt[Coordinator.counter, Fence.high.token]
      and after eventually (grant[c] and after eventually claim[c]))
} for 4 but exactly 11 steps expect 1
