import { z } from "zod";
import type { UpMessage } from "../../contract/wire/up/message.ts";

export const telemetrySchema = z.record(z.string(), z.object({ value: z.number(), at: z.number() }));
export type Telemetry = z.infer<typeof telemetrySchema>;

export type Presence = "online" | "offline" | "unknown";

/** One vehicle as it last told about itself. Instants are epoch ms of the bridge's clock. */
export interface VehicleRecord {
  readonly vehicleId: string;
  readonly vin: string | null;
  /** Known from the connection alone: a car in a tunnel says nothing. What it says shows that it is there. */
  readonly state: Presence;
  readonly protocol: string | null;
  readonly agentVersion: string | null;
  readonly odometerKm: number | null;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** Newest value of each signal by path, in the unit of the signal table, with the car's time of it, epoch ms. */
  readonly telemetry: Telemetry;
}

const odometer = "Vehicle.TraveledDistance";

/** A vehicle that was heard of and has said nothing yet. */
export const stranger = (vehicleId: string, at: number): VehicleRecord => ({
  vehicleId,
  vin: null,
  state: "unknown",
  protocol: null,
  agentVersion: null,
  odometerKm: null,
  firstSeenAt: at,
  lastSeenAt: at,
  telemetry: {},
});

const withTelemetry = (vehicle: VehicleRecord, values: Telemetry): VehicleRecord => {
  const known = vehicle.telemetry;
  const merged = { ...known };
  // A late message must not put an old value over a new one.
  for (const [path, sample] of Object.entries(values))
    if (sample.at >= (known[path]?.at ?? Number.NEGATIVE_INFINITY)) merged[path] = sample;
  const metres = merged[odometer]?.value;
  return {
    ...vehicle,
    telemetry: merged,
    odometerKm: metres === undefined ? vehicle.odometerKm : metres / 1_000,
  };
};

/** The vehicle after one of its messages. */
export const hear = (known: VehicleRecord | undefined, message: UpMessage, receivedAt: number): VehicleRecord => {
  const before = known ?? stranger(message.vehicleId, receivedAt);
  // Another bridge that began knows of no connection but its own, and said so of all of them.
  const state = before.state === "unknown" ? "online" : before.state;
  const vehicle = { ...before, state, lastSeenAt: Math.max(before.lastSeenAt, receivedAt) };
  if (message.type === "telemetry") return withTelemetry(vehicle, message.data.values);
  if (message.type !== "status") return vehicle;
  const { vin, protocol, agentVersion, odometerKm } = message.data;
  return {
    ...vehicle,
    agentVersion,
    vin: vin ?? vehicle.vin,
    protocol: protocol ?? vehicle.protocol,
    odometerKm: odometerKm ?? vehicle.odometerKm,
  };
};

/** The vehicle after its connection came or went. */
export const seePresence = (
  known: VehicleRecord | undefined,
  { vehicleId, state, at }: { readonly vehicleId: string; readonly state: Presence; readonly at: number },
): VehicleRecord => {
  const vehicle = known ?? stranger(vehicleId, at);
  return { ...vehicle, state, lastSeenAt: Math.max(vehicle.lastSeenAt, at) };
};

/** Last six characters of a VIN, the rest masked: enough to tell cars apart, too little to look one up. */
export const maskVin = (vin: string | null): string | null => (vin === null ? null : `***********${vin.slice(-6)}`);
