import { z } from "zod";

/**
 * What is known of this model of car, as an operator may write it down. Every entry may be left out; the defaults are
 * those of `completeSpecification`. "unknown" is a default too: a rule then waits for a signal that tells.
 */
export const carSpecificationSchema = z.strictObject({
  powertrain: z.enum(["combustion", "hybrid", "electric", "unknown"]).optional().describe("What drives the wheels"),
  fuel: z.enum(["petrol", "diesel", "unknown"]).optional().describe("How much heat a gram of intake air stands for"),
  lvNominalVolts: z
    .union([z.literal(12), z.literal(24)])
    .optional()
    .describe("Nominal voltage of the small battery"),
  lvChemistry: z.enum(["lead-acid", "agm", "lithium"]).optional().describe("Chemistry of the small battery"),
  lvCapacityAh: z.number().min(5).max(300).optional().describe("Capacity of the small battery, Ah"),
  coolantLimitCelsius: z.number().min(100).max(140).optional().describe("Coolant temperature that is too hot"),
  padNewMm: z.number().min(5).max(25).optional().describe("Friction material of a new brake pad, mm"),
  padLimitMm: z.number().min(1).max(6).optional().describe("Pad thickness at which PadWear says 100, mm"),
  coldPackCelsius: z.number().min(-20).max(15).optional().describe("Pack temperature at or below which to preheat"),
  coldAirCelsius: z.number().min(-40).max(5).optional().describe("Outside air at or below which to preheat"),
});

/** What is known of this model of car. */
export type CarSpecification = Readonly<z.infer<typeof carSpecificationSchema>>;

/** A specification in which every entry has a value. */
export type CompleteSpecification = { readonly [Key in keyof CarSpecification]-?: NonNullable<CarSpecification[Key]> };

/** Fills what the operator left out. Sources of the numbers stand with the rules that use them. */
export const completeSpecification = (car: CarSpecification = {}): CompleteSpecification => ({
  powertrain: car.powertrain ?? "unknown",
  fuel: car.fuel ?? "unknown",
  lvNominalVolts: car.lvNominalVolts ?? 12,
  lvChemistry: car.lvChemistry ?? "lead-acid",
  lvCapacityAh: car.lvCapacityAh ?? 60,
  coolantLimitCelsius: car.coolantLimitCelsius ?? 115,
  padNewMm: car.padNewMm ?? 11,
  padLimitMm: car.padLimitMm ?? 3,
  coldPackCelsius: car.coldPackCelsius ?? 0,
  coldAirCelsius: car.coldAirCelsius ?? -10,
});
