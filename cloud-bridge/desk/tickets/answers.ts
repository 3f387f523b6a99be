import type { TicketDetail, TicketSummary } from "../../../contract/ticket.ts";
import { maskVin } from "../../vehicles/vehicle.ts";
import { word } from "../knowledge/knowledge.ts";
import type { EvidenceRecord } from "../problems/table.ts";
import { movesFrom } from "./policy.ts";
import type { TicketView } from "./queries.ts";
import type { HistoryEntry } from "./table.ts";

/** A line of the queue. */
export const summaryOf = ({ work, report, ledger, vin }: TicketView): TicketSummary => {
  const { title, why } = word(report.rule, report.data, report.subject);
  const { clockName, clockDueAt } = ledger;
  return {
    id: work.id,
    number: work.number,
    vehicleId: work.vehicleId,
    vinMasked: maskVin(vin),
    faultGroup: work.faultGroup,
    rule: report.rule,
    title,
    why,
    category: work.category,
    priority: report.priority,
    safety: report.safety,
    severity: report.severity,
    state: work.state,
    occurrences: report.occurrences,
    openedAt: work.openedAt,
    updatedAt: ledger.updatedAt,
    clock: clockName === null || clockDueAt === null ? null : { name: clockName, dueAt: clockDueAt },
    active: report.active,
    recurrenceOf: work.recurrenceOf,
    centreId: work.centreId,
    customerId: work.customerId,
    revision: work.revision,
    reportRevision: report.revision,
  };
};

/** Everything the ticket page shows. */
export const detailOf = (
  view: TicketView,
  history: readonly HistoryEntry[],
  evidence: readonly EvidenceRecord[],
): TicketDetail => {
  const { work, report } = view;
  const { explanation, plan, parts } = word(report.rule, report.data, report.subject);
  return {
    ...summaryOf(view),
    episode: report.episode,
    explanation,
    plan: [...plan],
    parts: [...parts],
    data: { ...report.data },
    raisedAt: report.raisedAt,
    evidence: evidence.map(({ fromAt, toAt, complete, series }) => ({
      from: fromAt,
      to: toAt,
      complete,
      series: series.map(({ path, unit, points }) => ({ path, unit, points })),
    })),
    history: history.map(({ at, actor, kind, fromState, toState, note }) => ({
      at,
      actor,
      kind,
      from: fromState,
      to: toState,
      note,
    })),
    moves: movesFrom(work.state),
  };
};
