import type { Alert } from "./alert.ts";
import type { Episode, Occurrence, Problem } from "./table.ts";

/** What one event makes of its episode and of the problem behind it. */
export interface Observed {
  readonly problem: Problem;
  readonly episode: Episode;
  /** No later event of its episode came before it. */
  readonly isNewest: boolean;
}

/** A problem is found by this id, from vehicle and fault group alone. */
export const problemIdOf = (vehicleId: string, faultGroup: string): string => `${vehicleId}/${faultGroup}`;

/**
 * Takes note of one event; events of an episode may come in any order. An episode stays with its problem, whatever its later
 * events say of themselves, and on its ticket. Pure.
 */
export const observe = (
  alert: Alert,
  faultGroup: string,
  known: Episode | undefined,
  problemOf: (id: string) => Problem | undefined,
): Observed => {
  const { vehicleId, receivedAt } = alert;
  const before: Episode = known ?? {
    episode: alert.episode,
    vehicleId,
    problemId: problemIdOf(vehicleId, faultGroup),
    ticketId: null,
    lastRevision: -1,
    // What was never heard of was not active.
    cleared: true,
  };
  const isNewest = alert.revision > before.lastRevision;
  const cleared = isNewest ? alert.kind === "cleared" || alert.kind === "requested" : before.cleared;
  const problem = problemOf(before.problemId);
  return {
    problem: {
      id: before.problemId,
      vehicleId,
      faultGroup: problem?.faultGroup ?? faultGroup,
      activeEpisodes: (problem?.activeEpisodes ?? 0) + (cleared ? 0 : 1) - (before.cleared ? 0 : 1),
      firstSeenAt: problem?.firstSeenAt ?? receivedAt,
      lastSeenAt: receivedAt,
    },
    episode: { ...before, lastRevision: Math.max(before.lastRevision, alert.revision), cleared },
    isNewest,
  };
};

/** The event as it is kept. */
export const occurrenceOf = (alert: Alert, problemId: string, ticketId: string | null): Occurrence => ({
  vehicleId: alert.vehicleId,
  eventId: alert.eventId,
  episode: alert.episode,
  problemId,
  ticketId,
  rule: alert.rule,
  subject: alert.subject,
  kind: alert.kind,
  severity: alert.severity,
  revision: alert.revision,
  at: alert.at,
  receivedAt: alert.receivedAt,
  data: alert.data,
});
