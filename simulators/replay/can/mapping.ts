import { readFile } from "node:fs/promises";
import { z } from "zod";
import { isSignalPath, type SignalPath, signals } from "../../../contract/signals.ts";
import { SimulatorError } from "../../errors.ts";
import sampleSignals from "./sample-signals.json" with { type: "json" };

/**
 * Which signal of a bus description is which of ours: a JSON file `{ "v": 1, "signals": [ … ] }`, described in
 * simulators/replay/README.md. A signal that no entry names stays unknown, whatever it is called.
 */
const entry = z.strictObject({
  message: z.string().min(1).max(200),
  signal: z.string().min(1).max(200),
  path: z.string().refine(isSignalPath, "not a signal of the table"),
  /** Ours = theirs × factor + offset; left out, the units of both sides decide. */
  factor: z.number().optional(),
  offset: z.number().optional(),
  /** Only while these signals of the same message have these raw values: a validity bit, the answer to one request. */
  onlyIf: z.record(z.string(), z.number()).optional(),
  /** Raw values by which the sender says that it does not know: a control unit that goes to sleep sends zeros or ones. */
  notAvailable: z.array(z.number()).max(100).optional(),
  source: z.string().max(2_000).optional(),
});

const schema = z.strictObject({ v: z.literal(1), signals: z.array(entry).max(10_000) });

/** One entry of a mapping. */
export interface MappedSignal {
  readonly message: string;
  readonly signal: string;
  readonly path: SignalPath;
  readonly factor?: number | undefined;
  readonly offset?: number | undefined;
  readonly onlyIf?: Readonly<Record<string, number>> | undefined;
  readonly notAvailable?: readonly number[] | undefined;
}

/** Checks a mapping; `origin` names it in the error, which lists every wrong entry. */
export const parseMapping = (raw: unknown, origin: string): readonly MappedSignal[] => {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join(".") || "the file"}: ${message}`,
    );
    throw new SimulatorError("SIMULATOR_MAPPING_INVALID", `${origin}: ${faults.join("; ")}`);
  }
  return parsed.data.signals.flatMap(({ path, ...rest }) => (isSignalPath(path) ? [{ ...rest, path }] : []));
};

/** Reads a mapping file. */
export const loadMapping = async (path: string): Promise<readonly MappedSignal[]> => {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_MISSING", path, { cause });
  });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw new SimulatorError("SIMULATOR_MAPPING_INVALID", `${path} is not JSON`, { cause });
  }
  return parseMapping(raw, path);
};

/** The mapping that ships: of the bus descriptions of the sample recordings. */
export const sampleMapping = (): readonly MappedSignal[] => parseMapping(sampleSignals, "sample-signals.json");

/** The unit that a mapped signal ends up in, for messages. */
export const unitOf = (path: SignalPath): string => signals[path].unit;
