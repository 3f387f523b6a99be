import type { VehicleDetail, VehicleSummary } from "../../contract/ticket.ts";
import type { VehicleRow } from "./queries.ts";
import { maskVin } from "./vehicle.ts";

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
  telemetry: row.telemetry,
});
