import { defineTable, json, maybe, number, type RowOf, text } from "../platform/database/table.ts";
import { type Presence, telemetrySchema } from "./vehicle.ts";

/** One vehicle as it last told about itself. */
export const vehicleTable = defineTable(
  "vehicle",
  {
    vehicleId: text(),
    vin: maybe(text()),
    state: text<Presence>(),
    protocol: maybe(text()),
    agentVersion: maybe(text()),
    odometerKm: maybe(number()),
    firstSeenAt: number(),
    lastSeenAt: number(),
    telemetry: json(telemetrySchema),
  },
  ["vehicleId"],
);

declare module "../platform/database/tables.ts" {
  interface Tables {
    readonly vehicle: RowOf<typeof vehicleTable>;
  }
}
