import type { TicketSummary } from "../../../contract/ticket.ts";

/** An ordinary open ticket of the queue; a test says only what it is about. */
export const sampleTicket = (change: Partial<TicketSummary> & Pick<TicketSummary, "id">): TicketSummary => ({
  number: `F-${change.id.padStart(6, "0")}`,
  vehicleId: "car-0001",
  vinMasked: "•••••••••••000017",
  faultGroup: "cooling",
  rule: "coolant-overheat-trend",
  title: { "zh-CN": "水温正在升高", en: "Engine is getting hot" },
  why: { "zh-CN": "水温112℃，限值115℃", en: "Coolant 112 °C, limit 115 °C" },
  category: "engine",
  priority: "P2",
  safety: false,
  severity: "warning",
  state: "new",
  occurrences: 1,
  openedAt: 1_000,
  updatedAt: 1_000,
  clock: null,
  active: true,
  centreId: "centre-1",
  customerId: null,
  revision: 0,
  reportRevision: 1,
  ...change,
});
