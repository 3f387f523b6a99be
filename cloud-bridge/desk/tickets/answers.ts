import { z } from "zod";
import type { TicketDetail, TicketSummary, VehicleDetail, VehicleSummary } from "../../../contract/ticket.ts";
import type { EvidenceRow } from "../../platform/database/tables.ts";
import type { VehicleRow } from "../../vehicles/queries.ts";
import { maskVin, parseTelemetry } from "../../vehicles/vehicle.ts";
import { word } from "../knowledge/knowledge.ts";
import { movesFrom } from "./policy.ts";
import type { TicketRow } from "./queries.ts";
import type { HistoryEntry } from "./records.ts";

const dataSchema = z.record(z.string(), z.union([z.number(), z.string()]));
const seriesSchema = z.array(
  z.object({
    path: z.string(),
    unit: z.string(),
    points: z.array(z.tuple([z.number(), z.number().nullable()])),
  }),
);

/** A line of the queue. */
export const summaryOf = (row: TicketRow): TicketSummary => {
  const data = dataSchema.parse(JSON.parse(row.data));
  const { title, why } = word(row.rule, data, row.subject);
  return {
    id: row.id,
    number: row.number,
    vehicleId: row.vehicleId,
    vinMasked: maskVin(row.vin),
    faultGroup: row.faultGroup,
    rule: row.rule,
    title,
    why,
    category: row.category,
    priority: row.priority,
    safety: row.safety === 1,
    severity: row.severity,
    state: row.state,
    occurrences: row.occurrences,
    openedAt: row.openedAt,
    updatedAt: row.updatedAt,
    clock: row.clockName === null || row.clockDueAt === null ? null : { name: row.clockName, dueAt: row.clockDueAt },
    active: row.active === 1,
    recurrenceOf: row.recurrenceOf,
  };
};

/** Everything the ticket page shows. */
export const detailOf = (
  row: TicketRow,
  history: readonly HistoryEntry[],
  evidence: readonly EvidenceRow[],
): TicketDetail => {
  const data = dataSchema.parse(JSON.parse(row.data));
  const { explanation, plan, parts } = word(row.rule, data, row.subject);
  return {
    ...summaryOf(row),
    revision: row.revision,
    episode: row.episode,
    explanation,
    plan: [...plan],
    parts: [...parts],
    data,
    raisedAt: row.raisedAt,
    evidence: evidence.map(({ fromAt, toAt, complete, series }) => ({
      from: fromAt,
      to: toAt,
      complete: complete === 1,
      series: seriesSchema.parse(JSON.parse(series)),
    })),
    history: history.map(({ at, actor, kind, fromState, toState, note }) => ({
      at,
      actor,
      kind,
      from: fromState,
      to: toState,
      note,
    })),
    moves: movesFrom(row.state),
  };
};

/** A line of the list of vehicles. */
export const vehicleOf = (row: VehicleRow): VehicleSummary => ({
  vehicleId: row.vehicleId,
  vinMasked: maskVin(row.vin),
  state: row.state,
  lastSeenAt: row.lastSeenAt,
  agentVersion: row.agentVersion,
  openTickets: row.openTickets,
});

/** One vehicle with what it last measured. */
export const vehicleDetailOf = (row: VehicleRow): VehicleDetail => ({
  ...vehicleOf(row),
  protocol: row.protocol,
  odometerKm: row.odometerKm,
  firstSeenAt: row.firstSeenAt,
  telemetry: parseTelemetry(row.telemetry),
});
