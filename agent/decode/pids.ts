import { pids00 } from "./pids-00.ts";
import { pids20 } from "./pids-20.ts";
import { pids40 } from "./pids-40.ts";
import { pids60 } from "./pids-60.ts";
import { pids80 } from "./pids-80.ts";
import type { PidSpec } from "./quantity.ts";

/** Every service-01 PID with a public definition that Fettle can read, by its two hex digits. */
export const pidSpecs: ReadonlyMap<string, PidSpec> = new Map(
  [...pids00, ...pids20, ...pids40, ...pids60, ...pids80].map((spec) => [spec.pid, spec]),
);

/** The PIDs that hold the bitmap of the next 32: 00, 20 … E0. */
export const isBitmap = (pid: string): boolean => /^[02468ACE]0$/.test(pid);

/** The one length of a PID's data; undefined where the editions of the standard differ or the PID is not known. */
export const lengthOfPid = (pid: string): number | undefined => {
  if (isBitmap(pid)) return 4;
  const lengths = pidSpecs.get(pid)?.lengths ?? [];
  return lengths.length === 1 ? lengths[0] : undefined;
};

/** The PIDs that a bitmap says are supported: bit 7 of byte A is the PID after `base`. Undefined when it is not 4 bytes. */
export const supportedPids = (base: string, bytes: Uint8Array): readonly string[] | undefined => {
  if (bytes.length !== 4) return undefined;
  const first = Number.parseInt(base, 16) + 1;
  const found: string[] = [];
  for (let n = 0; n < 32; n++)
    if (((bytes[n >> 3] ?? 0) >> (7 - (n & 7))) & 1)
      found.push((first + n).toString(16).toUpperCase().padStart(2, "0"));
  return found;
};
