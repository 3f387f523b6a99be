import { createHash } from "node:crypto";
import { createVirtualTime } from "../process/virtual-time.ts";
import { createRandom, type Random } from "../vehicle/random.ts";

/** Thrown where a process dies: it runs up to whoever started the work, and nothing of that process runs after it. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** The time, the chance and the memory of one simulation. */
export interface World {
  /** Virtual time since the beginning, ms. */
  now(): number;
  /** Epoch ms of a clock that nobody sets. */
  wallMs(): number;
  after(ms: number, run: () => void): Disposable;
  /** Moves time on; true once `until` says yes. */
  run(ms: number, until?: () => boolean): Promise<boolean>;
  /** A stream of chance of its own name, so that a new consumer never shifts the numbers of another. */
  random(name: string): Random;
  /** A line of what happened. Nothing in it may differ between two runs of one seed. */
  tell(who: string, what: string): void;
  /** An invariant that does not hold: kept, and the simulation goes on. */
  accuse(what: string): void;
  readonly story: readonly string[];
  readonly faults: readonly string[];
  /** SHA-256 of the story: the same for every run of one seed. */
  digest(): string;
}

/** 2026-11-01T00:00:00Z; simulations have no date of their own. */
const beginsAt = 1_793_491_200_000;

export const createWorld = (seed: number): World => {
  const time = createVirtualTime();
  const story: string[] = [];
  const faults: string[] = [];
  const tell = (who: string, what: string): void =>
    void story.push(`${String(Math.round(time.now())).padStart(8)} ${who.padEnd(7)} ${what}`);
  return {
    now: time.now,
    wallMs: () => beginsAt + time.now(),
    after: time.timers.after,
    run: time.run,
    random: (name) => createRandom(seed, `house/${name}`),
    tell,
    accuse(what) {
      faults.push(what);
      tell("FAULT", what);
    },
    story,
    faults,
    digest: () => createHash("sha256").update(story.join("\n")).digest("hex"),
  };
};
