import { createHash } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { z } from "zod";
import { SimulatorError } from "../errors.ts";

/**
 * How far a replay came: everything up to the event with this ordinal is judged and its lines are flushed. The drive and its
 * overlay are read again from the start on a restart (the same bytes make the same events), so only the judging is kept.
 */
const schema = z.strictObject({
  v: z.literal(1),
  /** Names the replay: drive, overlay and vehicle. */
  replay: z.string(),
  ordinal: z.int().nonnegative(),
  /** Length of the output file at this point. */
  outBytes: z.int().nonnegative(),
  /** Warning lines until here. */
  warnings: z.int().nonnegative(),
  /** The pipeline's own frozen state, opaque here. */
  state: z.unknown(),
});
export type Checkpoint = Readonly<z.infer<typeof schema>>;

const identifiedBytes = 65_536;

/** Names a replay by what decides its result: name, length and beginning of the drive file, the overlay, the vehicle. */
export const replayIdentity = async (
  drive: string,
  name: string,
  overlay: unknown,
  vehicleId: string,
): Promise<string> => {
  const file = await open(drive).catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_MISSING", drive, { cause });
  });
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(identifiedBytes), 0, identifiedBytes, 0);
    return createHash("sha256")
      .update(buffer.subarray(0, bytesRead))
      .update(JSON.stringify([name, size, overlay ?? null, vehicleId]))
      .digest("hex");
  } finally {
    await file.close();
  }
};

const isMissing = (cause: unknown): boolean => cause instanceof Error && "code" in cause && cause.code === "ENOENT";

/** Reads a checkpoint; undefined when there is none, so a first run and a restart are the same command. */
export const readCheckpoint = async (path: string, replay: string): Promise<Checkpoint | undefined> => {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new SimulatorError("SIMULATOR_CHECKPOINT_INVALID", path, { cause });
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw new SimulatorError("SIMULATOR_CHECKPOINT_INVALID", `${path} is not JSON`, { cause });
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success)
    throw new SimulatorError("SIMULATOR_CHECKPOINT_INVALID", `${path}: ${parsed.error.issues[0]?.message ?? ""}`);
  if (parsed.data.replay !== replay) throw new SimulatorError("SIMULATOR_CHECKPOINT_FOREIGN", path);
  return parsed.data;
};

/** Writes a checkpoint whole or not at all: a new file, on the disk, renamed over the old one. */
export const writeCheckpoint = async (path: string, checkpoint: Checkpoint): Promise<void> => {
  const fresh = `${path}.new`;
  try {
    const file = await open(fresh, "w");
    try {
      await file.writeFile(JSON.stringify(checkpoint));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (cause) {
    throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", path, { cause });
  }
};

/** A finished replay leaves no checkpoint behind. */
export const removeCheckpoint = (path: string): Promise<void> => rm(path, { force: true });
