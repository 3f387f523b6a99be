import { z } from "zod";
import type { Bilingual } from "../../contract/language.ts";

/** What a service point can do; the words of the column `services`. */
export const dealerServices = ["service", "ev", "battery", "brakes", "tyres", "body", "towing"] as const;

/** One service point, its position already in WGS-84. */
export interface Dealer {
  readonly id: string;
  readonly name: Bilingual;
  /** Degrees WGS-84. */
  readonly latitude: number;
  readonly longitude: number;
  /** ISO 3166-1 alpha-2; decides which rescue numbers are shown near it. */
  readonly country: string;
  readonly brand: string;
  readonly phone: string;
  readonly services: readonly (typeof dealerServices)[number][];
  /** Opening hours as in `hours.ts`; empty when unknown. */
  readonly hours: string;
}

const degrees = (limit: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d+)?$/, "must be degrees with a decimal point, such as 49.0069")
    .transform(Number)
    .refine((value) => Math.abs(value) <= limit, `must lie between -${limit} and ${limit}`);

const name = z.string().trim().min(1, "must not be empty").max(60, "must be at most 60 characters");

/**
 * One row of a directory file, every field as text. `coordinates` says in which datum `lat` and `lon` are: Chinese maps
 * publish GCJ-02, which lies up to 700 m off.
 */
export const dealerRowSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, - or _"),
  name_zh: name,
  name_en: name,
  lat: degrees(90),
  lon: degrees(180),
  coordinates: z.enum(["WGS-84", "GCJ-02"], "must be WGS-84 or GCJ-02"),
  country: z.string().regex(/^[A-Z]{2}$/, "must be two capital letters, such as CN"),
  brand: z.string().trim().max(40, "must be at most 40 characters"),
  phone: z.string().regex(/^\+?[\d][\d -]{1,24}$/, "must be a phone number of digits, spaces and dashes"),
  services: z
    .string()
    .transform((text) => text.split("|").filter((word) => word !== ""))
    .pipe(z.array(z.enum(dealerServices, `must be words of ${dealerServices.join(", ")} with | between`))),
  hours: z.string().trim().max(120, "must be at most 120 characters"),
});
export type DealerRow = z.infer<typeof dealerRowSchema>;

/** The columns of a CSV directory, in the order of the sample file. */
export const dealerColumns = Object.keys(dealerRowSchema.shape);
