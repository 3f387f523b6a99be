import { z } from "zod";
import { isSignalPath, type SignalPath } from "../../contract/signals.ts";
import { severities } from "../../contract/warning.ts";
import { ruleIds } from "../../contract/warnings/catalogue.ts";
import { SimulatorError } from "../errors.ts";
import { carKinds } from "../vehicle/car-model.ts";
import { faultKinds, wheels } from "../vehicle/faults.ts";
import { cyclePhases } from "../vehicle/trip.ts";
import { climates } from "../vehicle/weather.ts";

/**
 * A drive scenario: a car, the weather, its drives and its faults, and the warnings that must come of it. Documented here
 * since the file is written by hand. Days count from `begins`, hours are those of the place, a severity is a list of
 * [hours since onset, severity] in the unit that `simulators/vehicle/faults.ts` gives its kind.
 */
const seconds = z.int().min(1).max(20_000);
const share = z.number().min(0).max(1);
const common = { grade: z.number().min(-15).max(15).optional(), offline: z.boolean().optional() };

const signalPath = z.custom<SignalPath>(
  (text) => typeof text === "string" && isSignalPath(text),
  "not a signal of the table",
);

const leg = z.union(
  [
    z.strictObject({ ...common, idle: seconds }),
    z.strictObject({ ...common, cruise: z.number().min(1).max(180), seconds }),
    z.strictObject({ ...common, cycle: z.enum(cyclePhases) }),
    z.strictObject({ ...common, jam: seconds }),
    z.strictObject({ ...common, recorded: z.enum(["kit-cold", "kit-warm"]), seconds }),
    z.strictObject({ ...common, charge: z.number().min(1).max(250), seconds }),
    z.strictObject({ ...common, wash: seconds }),
  ],
  "a leg is one of idle, cruise with seconds, cycle, jam, recorded with seconds, charge with seconds, wash",
);

const drive = z.strictObject({
  day: z.int().min(0).max(3_650).describe("Day of the first of these drives"),
  hour: z.number().min(0).max(23.99),
  times: z.int().min(1).max(1_000).default(1).describe("How often it is driven"),
  everyDays: z.int().min(1).max(365).default(1),
  legs: z.array(leg).min(1).max(60),
  betweenKm: z.number().min(0).max(20_000).default(0).describe("Driven before it with the agent off"),
  jumpLeads: z.boolean().default(false),
  extraKilograms: z.number().min(0).max(3_000).default(0).describe("Load, or a trailer"),
  recordSeconds: seconds.optional().describe("The agent sees only the beginning of the drive"),
});

const fault = z
  .strictObject({
    kind: z.enum(Object.keys(faultKinds) as (keyof typeof faultKinds)[]),
    drive: z
      .int()
      .min(0)
      .max(10_000)
      .optional()
      .describe("Sets in during this drive, counted from 0 in order of time …"),
    seconds: z.number().min(0).max(100_000).default(0).describe("… so many seconds after its beginning"),
    day: z.number().min(0).max(3_650).optional().describe("Or: sets in at this day"),
    ends: z
      .enum(["none", "limit", "failure"])
      .describe(
        "How far it comes: nothing yet, to where a workshop must act, or to where the car lets its driver down",
      ),
    severity: z
      .array(z.tuple([z.number().min(0), z.number().min(0)]))
      .min(1)
      .max(50),
    cell: z.int().min(0).max(119).default(0),
    cylinder: z.int().min(1).max(4).default(1),
    wheel: z.enum(wheels).default("front-left"),
    path: signalPath.optional(),
  })
  .refine((entry) => (entry.drive === undefined) !== (entry.day === undefined), "give either drive or day")
  .refine((entry) => entry.kind !== "sensor-silent" || entry.path !== undefined, "sensor-silent needs a path");

const traits = z.strictObject({
  kind: z.enum(carKinds),
  equipment: z.exactOptional(z.enum(["obd", "connected"])),
  batteryCcaAmperes: z.exactOptional(z.number().min(200).max(1_200)),
  batteryCapacityAh: z.exactOptional(z.number().min(20).max(150)),
  starterAmperes: z.exactOptional(z.number().min(80).max(500)),
  batteryHealth: z.exactOptional(share),
  batteryCharge: z.exactOptional(share),
  stopStart: z.exactOptional(z.boolean()),
  chemistry: z.exactOptional(z.enum(["nmc", "lfp"])),
  cells: z.exactOptional(z.int().min(96).max(120)),
  packCapacityAh: z.exactOptional(z.number().min(20).max(300)),
  packCharge: z.exactOptional(share),
  packHealth: z.exactOptional(share),
  packKneeAt: z.exactOptional(share),
  padWearPercent: z.exactOptional(z.number().min(0).max(100)),
  padLifeKm: z.exactOptional(z.number().min(5_000).max(200_000)),
  fluidYears: z.exactOptional(z.number().min(0).max(20)),
  odometerKm: z.exactOptional(z.number().min(0).max(1_000_000)),
  fuelLitres: z.exactOptional(z.number().min(1).max(50)),
  tyreKiloPascals: z.exactOptional(z.number().min(150).max(400)),
});

const point = z.strictObject({ latitude: z.number().min(-80).max(80), longitude: z.number().min(-180).max(180) });

const scenario = z.strictObject({
  v: z.literal(1),
  name: z.string().regex(/^[a-z0-9-]{3,64}$/, "lower-case letters, digits and hyphens"),
  shows: z.string().min(20).max(600),
  source: z.string().min(10).max(1_000).describe("Where its numbers come from, or that they are an assumption"),
  car: traits,
  seed: z.int().min(0).max(999_999_999).default(1),
  begins: z.iso.date(),
  air: z.union([
    z.enum(Object.keys(climates) as (keyof typeof climates)[]),
    z.strictObject({ celsius: z.number().min(-45).max(50) }),
  ]),
  place: point.extend({
    altitude: z.number().min(-400).max(5_000).default(100),
    course: z.number().min(0).max(360).default(70),
  }),
  servicePoint: point.optional().describe("What the car's own navigation knows as nearest; else the agent's directory"),
  charger: z
    .strictObject({ to: share, preheat: z.boolean().default(false) })
    .optional()
    .describe("Plugged in whenever it is parked"),
  drives: z.array(drive).min(1).max(200),
  faults: z.array(fault).max(20).default([]),
  expect: z
    .array(
      z.strictObject({ rule: z.enum(ruleIds), severity: z.enum(severities), subject: z.string().max(200).default("") }),
    )
    .max(30)
    .describe("Every warning that must be raised and the worst severity it reaches; nothing else may be"),
  reaches: z
    .array(
      z
        .strictObject({
          path: signalPath,
          most: z.number().optional().describe("Its greatest reading is at least this"),
          least: z.number().optional().describe("Its least reading is at most this"),
        })
        .refine(({ most, least }) => most !== undefined || least !== undefined, "give most or least"),
    )
    .max(10)
    .default([])
    .describe("What the readings must show, so that the scenario is what its sentence says"),
  later: z
    .array(z.string().regex(/^[a-z0-9-]{3,64}$/))
    .max(20)
    .default([])
    .describe("Warnings of the catalogue that no rule of this version raises yet"),
});

/** A drive scenario as it was read and checked. */
export type DriveScenario = Readonly<z.infer<typeof scenario>>;

/** Reads a scenario from its JSON text; `origin` names it in the error, which lists every wrong entry. */
export const parseDriveScenario = (text: string, origin: string): DriveScenario => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : "";
    throw new SimulatorError("SIMULATOR_DRIVE_SCENARIO_INVALID", `${origin} is not JSON${why}`, { cause });
  }
  const parsed = scenario.safeParse(raw);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`);
  throw new SimulatorError("SIMULATOR_DRIVE_SCENARIO_INVALID", `${origin}: ${faults.join("; ")}`);
};
