package dev.incumbent.kit.coordinator;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What a coordinator in memory does against one rule, and which checks must find that out. */
enum Lie {
  NONE,
  REUSES_A_TOKEN_AFTER_A_CLEAN_END(
      "s1_tokensGrowThroughEveryCleanEnd",
      "s1_tokensGrowThroughARestart",
      "s1_noTokenIsSharedByRacingCandidates",
      "s5_revocationOfAnOlderTokenDoesNothing",
      "observers_seeEachLeadershipInOrder",
      "operators_raiseTheFloor"),
  REUSES_A_TOKEN_AFTER_A_CRASH("s1_tokensGrowThroughACrash"),
  FORGETS_ITS_COUNTER_AT_A_RESTART("s1_tokensGrowThroughARestart"),
  COUNTS_TO_FIVE(
      "s1_noTokenIsSharedByRacingCandidates",
      "operators_raiseTheFloor",
      "s1_floorIsRaisedAboveARefusingFence"),
  READS_THE_TOKEN_FROM_THE_COUNTER(
      "s6_tokenIsTheHoldersForGood",
      "s1_tokensGrowThroughEveryCleanEnd",
      "s1_tokensGrowThroughACrash",
      "s1_tokensGrowThroughARestart",
      "s1_noTokenIsSharedByRacingCandidates",
      "s5_doesNotCampaignBeforeItsWorkHasReturned",
      "s5_revocationOfAnOlderTokenDoesNothing",
      "c1_historyHasOneEndForEachGrant",
      "observers_seeEachLeadershipInOrder",
      "s4_fencesPredecessorsBeforeTheWork",
      "operators_forgetAPredecessor"),
  EXPIRES_TOO_EARLY(
      "s2_nextLeadershipBeginsWhenTheLastIsNoLongerValid",
      "s7_tellsJeopardyAndTakesItBack",
      "s5_waitsForAWordOfJeopardyBeforeItReleases"),
  NEVER_EXPIRES(
      "l1_crashedLeaderIsReplaced",
      "s1_tokensGrowThroughACrash",
      "s2_nextLeadershipBeginsWhenTheLastIsNoLongerValid",
      "s4_nobodyLeadsPastAPredecessorsFence",
      "s4_fencesPredecessorsBeforeTheWork",
      "s4_noWorkBeginsBeforeAPredecessorIsFenced",
      "operators_retireTheFenceOfAPredecessor",
      "operators_forgetAPredecessor",
      "delay_keepsOthersWaitingAfterACrash"),
  STAYS_VALID(
      "s7_expiresByItselfWhileTheWorkIsStuck",
      "s7_tellsTheWorkThatItIsLost",
      "s2_nextLeadershipBeginsWhenTheLastIsNoLongerValid",
      "s5_doesNotCampaignBeforeItsWorkHasReturned",
      "s5_drainOverrunReleasesNothing",
      "s10_withoutAQuorumNoLeadershipOutlivesItsLease",
      "c1_oneEndWhenTheLeadershipIsLost"),
  REVIVES("s7_expiresByItselfWhileTheWorkIsStuck", "s5_doesNotCampaignBeforeItsWorkHasReturned"),
  NEVER_TELLS_A_LOSS(
      "s7_tellsTheWorkThatItIsLost",
      "s5_doesNotCampaignBeforeItsWorkHasReturned",
      "c1_oneEndWhenTheLeadershipIsLost"),
  RENEWS_BETWEEN_WORKS(
      "s7_isRenewedWhileTheWorkIsStuck",
      "s5_drainOverrunReleasesNothing",
      "s7_tellsJeopardyAndTakesItBack",
      "s5_waitsForAWordOfJeopardyBeforeItReleases",
      "c2_isRenewedWhileAHealthCheckHangs",
      "l1_silenceEndsAFencedLeadershipBeforeItsLease"),
  CLAIMS_THE_FIRST_FENCE_ONLY("s4_claimsEveryFenceBeforeTheWork"),
  OVERLOOKS_REFUSED_CLAIMS(
      "s4_noWorkBeginsUnderAFenceThatRefuses", "s1_floorIsRaisedAboveARefusingFence"),
  OVERLOOKS_FAILED_CLAIMS("s4_noWorkBeginsUnderAFenceThatThrows"),
  FORGETS_PREDECESSORS(
      "s4_nobodyLeadsPastAPredecessorsFence",
      "s4_fencesPredecessorsBeforeTheWork",
      "s4_noWorkBeginsBeforeAPredecessorIsFenced",
      "operators_retireTheFenceOfAPredecessor",
      "operators_forgetAPredecessor"),
  GRANTS_AGAIN_WHILE_MANY_WAIT("s2_workOfTwoLeadersNeverOverlaps"),
  RELEASES_AT_THE_SIGNAL(
      "s5_releasesOnlyAfterTheWorkHasReturned",
      "s5_releasesOnlyAfterTheCallsHaveReturned",
      "s5_drainOverrunReleasesNothing",
      "s5_waitsForAWordOfJeopardyBeforeItReleases"),
  OVERLOOKS_CALLS("s5_releasesOnlyAfterTheCallsHaveReturned"),
  RELEASES_AT_THE_OVERRUN("s5_drainOverrunReleasesNothing"),
  CAMPAIGNS_AGAIN_AT_ONCE(
      "s5_doesNotCampaignBeforeItsWorkHasReturned", "s5_drainOverrunReleasesNothing"),
  REVOKES_WITHOUT_WAITING("s5_revokedLeadershipStopsBeforeTheNext"),
  REVOKES_WHATEVER_THE_TOKEN("s5_revocationOfAnOlderTokenDoesNothing"),
  IGNORES_THE_NAMED_SUCCESSOR("l4_handOverWaitsForTheWorkAndForNoTimer"),
  HANDS_OVER_BY_A_TIMER(
      "l4_handOverWaitsForTheWorkAndForNoTimer",
      "l4_successorThatLeftIsPassedOver",
      "l4_operatorsHandOverIsTheHolders",
      "l4_scheduledHandOverComesWhenItIsDue",
      "queue_preferredCandidateTakesOver"),
  WAITS_FOR_AN_ABSENT_SUCCESSOR("l4_successorThatLeftIsPassedOver"),
  FORGETS_REQUESTED_HAND_OVERS(
      "l4_operatorsHandOverIsTheHolders", "queue_preferredCandidateTakesOver"),
  TELLS_NO_END_AFTER_A_RETURN(
      "c1_oneEndWhenTheWorkReturns",
      "c1_throwingEndIsToldOnce",
      "c2_noLockIsHeldWhileTheEndIsTold",
      "c3_stuckEndHurtsNobodyElse"),
  TELLS_NO_END_AFTER_A_THROW("c1_oneEndWhenTheWorkThrows", "c3_throwingWorkHurtsNobodyElse"),
  TELLS_A_CLOSING_TWICE("c1_oneEndWhenTheCandidacyIsClosed", "c1_oneEndWhenTheClientIsClosed"),
  TELLS_NO_END_WHEN_THE_CLIENT_CLOSES("c1_oneEndWhenTheClientIsClosed"),
  TELLS_NO_END_OF_A_LOSS("c1_oneEndWhenTheLeadershipIsLost"),
  TELLS_A_THROWING_END_AGAIN("c1_throwingEndIsToldOnce"),
  STOPS_FOR_AN_UNKNOWN_SUCCESSOR("c1_unknownSuccessorEndsTheLeadershipOnceOrNotAtAll"),
  FORGETS_RESIGNATIONS("c1_historyHasOneEndForEachGrant"),
  LOCKS_THE_WORK(
      "c2_noLockIsHeldWhileTheWorkRuns",
      "c2_stopSignalQueuesBehindNoCallback",
      "c3_stuckWorkHurtsNobodyElse",
      "c3_throwingWorkHurtsNobodyElse",
      "s5_revocationOfAnOlderTokenDoesNothing",
      "s10_nothingChangesWithoutAQuorum",
      "c1_historyHasOneEndForEachGrant"),
  LOCKS_THE_END("c2_noLockIsHeldWhileTheEndIsTold", "c3_stuckEndHurtsNobodyElse"),
  LOCKS_THE_CLAIM("c2_noLockIsHeldWhileAFenceIsClaimed"),
  LOCKS_THE_OBSERVER("c2_noLockIsHeldWhileAnObserverIsTold"),
  WAITS_FOR_ITSELF("c2_workMayCloseItsOwnCandidacy"),
  SIGNALS_BEHIND_CALLBACKS("c2_stopSignalQueuesBehindNoCallback"),
  RUNS_ALL_WORK_ON_ONE_THREAD(
      "c3_stuckWorkHurtsNobodyElse",
      "c2_stopSignalQueuesBehindNoCallback",
      "c3_stuckEndHurtsNobodyElse",
      "c3_throwingWorkHurtsNobodyElse"),
  LETS_AN_ERROR_END_THE_CLIENT("c3_throwingWorkHurtsNobodyElse"),
  TELLS_ENDS_ON_THE_PROTOCOL_THREAD(
      "c3_stuckEndHurtsNobodyElse", "c2_noLockIsHeldWhileTheEndIsTold"),
  INTERRUPTS("c4_neverInterruptsTheWork"),
  IGNORES_PRIORITIES("queue_grantsTheHigherPriorityFirst"),
  WAITS_ALTHOUGH_ONLY_IF_VACANT("queue_grantsOnlyIfVacantAtOnceOrNever"),
  LETS_ONE_STAND_TWICE("queue_refusesASecondCandidacyInTheSamePlace"),
  KEEPS_WHO_LEFT_THE_QUEUE(
      "queue_forgetsACandidateThatLeaves",
      "l4_successorThatLeftIsPassedOver",
      "health_anUnhealthyCandidateDoesNotStand"),
  HIDES_METADATA("reads_showTheHolderAndItsMetadata", "reads_showUpdatedMetadata"),
  SWAPS_EVENTS("observers_seeEachLeadershipInOrder"),
  OBSERVES_FOR_EVER("observers_seeEachLeadershipInOrder"),
  TAKES_ANY_LIMIT("bounds_areRefusedWithTheirRange"),
  ANSWERS_FOR_UNKNOWN_ELECTIONS("operators_areToldWhatIsNotThere"),
  APPLIES_WHAT_IT_SENT_AGAIN_TWICE("s9_changesThroughABrokenWireTakeEffectOnce"),
  GRANTS_WITHOUT_A_QUORUM(
      "s10_nothingChangesWithoutAQuorum", "s10_withoutAQuorumNoLeadershipOutlivesItsLease"),
  RENEWS_WITHOUT_A_QUORUM("s10_withoutAQuorumNoLeadershipOutlivesItsLease"),
  TELLS_NO_SAFETY("s7_tellsJeopardyAndTakesItBack"),
  OVERLOOKS_WORDS_OF_JEOPARDY("s5_waitsForAWordOfJeopardyBeforeItReleases"),
  KEEPS_AN_UNHEALTHY_LEADER("health_anUnhealthyLeaderYields"),
  LETS_THE_UNHEALTHY_STAND("health_anUnhealthyCandidateDoesNotStand"),
  RENEWS_BETWEEN_CHECKS("c2_isRenewedWhileAHealthCheckHangs"),
  IGNORES_PREFERENCES("queue_preferredCandidateTakesOver"),
  IGNORES_TENURES("queue_tenureEndsForTheNextThatWaits"),
  HANDS_OVER_TOO_EARLY("l4_scheduledHandOverComesWhenItIsDue"),
  KEEPS_SCHEDULED_HAND_OVERS("l4_scheduledHandOverEndsWithItsLeadership"),
  HANDS_OVER_NOTHING("l4_nothingIsHandedOverByWhoDoesNotLead"),
  IGNORES_LOCK_DELAYS("delay_keepsOthersWaitingAfterACrash"),
  DELAYS_AFTER_CLEAN_ENDS("delay_noneAfterACleanEnd"),
  KEEPS_OLD_METADATA("reads_showUpdatedMetadata"),
  TELLS_NO_UPDATES("observers_areToldOfMetadata"),
  BEGINS_EVERY_PAGE_ANEW("reads_pageThroughTheElections"),
  GRANTS_WHILE_PAUSED("operators_pauseAndResumeAnElection"),
  DISBELIEVES_DEATHS("operators_confirmADeathThatEndsTheLeadership"),
  RAISES_NO_FLOOR("operators_raiseTheFloor"),
  KEEPS_RETIRED_FENCES("operators_retireTheFenceOfAPredecessor"),
  REMEMBERS_WHAT_WAS_FORGOTTEN("operators_forgetAPredecessor"),
  NOTES_NO_ACTS("operators_actsAreNoted"),
  SKIPS_FENCING_ACTIONS(
      "s4_fencesPredecessorsBeforeTheWork", "s4_noWorkBeginsBeforeAPredecessorIsFenced"),
  FENCES_SOMEBODY_ELSE("s4_fencesPredecessorsBeforeTheWork"),
  OVERLOOKS_FAILED_ACTIONS("s4_noWorkBeginsBeforeAPredecessorIsFenced"),
  IGNORES_THE_FLOOR("s1_floorIsRaisedAboveARefusingFence"),
  CLAIMS_TO_BE_AVAILABLE("s10_healthTellsWhetherAnythingCanChange"),
  TELLS_NOBODY_THAT_IT_CLOSED("health_isToldClosedLast"),
  HIDES_THE_REVOCATION("reads_showTheRevocation"),
  OVERLOOKS_CLOSINGS("l1_closingEndsAFencedLeadershipAtOnce"),
  ENDS_EVERYTHING_AT_A_CLOSING("l1_closingEndsNoLeadershipThatKeepsItsLease"),
  SUSPECTS_NOBODY("l1_silenceEndsAFencedLeadershipBeforeItsLease"),
  PRESENTS_STALE_AS_LINEARIZABLE("s10_readsWithoutAQuorumSayThatTheyAreStale"),
  OVERLOOKS_EXPECTED_VERSIONS("values_changeOnlyAtTheExpectedVersion"),
  DELETES_NO_VALUES("values_areGoneOnceDeleted"),
  LETS_FORMER_LEADERS_WRITE("s3_formerLeaderWritesNothing");

  @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable set of strings.
  private final Set<String> convictedBy;

  Lie(String... convictedBy) {
    this.convictedBy = Collections.unmodifiableSet(new TreeSet<>(Set.of(convictedBy)));
  }

  /** Exactly the checks that must convict it. */
  Set<String> convictedBy() {
    return convictedBy;
  }

  /** The checks that convict it, too, if a race goes that way. */
  Set<String> sometimesBy() {
    return switch (this) {
      case REUSES_A_TOKEN_AFTER_A_CRASH -> Set.of("s5_doesNotCampaignBeforeItsWorkHasReturned");
      case GRANTS_AGAIN_WHILE_MANY_WAIT -> Set.of("s1_noTokenIsSharedByRacingCandidates");
      case TELLS_NO_END_OF_A_LOSS -> Set.of("s5_doesNotCampaignBeforeItsWorkHasReturned");
      default -> Set.of();
    };
  }

  /** Whether it gives a leadership back before its work has returned. */
  boolean releasesEarly(boolean closing, boolean abandoned) {
    return (this == RELEASES_AT_THE_SIGNAL && closing)
        || (this == RELEASES_AT_THE_OVERRUN && abandoned);
  }
}
