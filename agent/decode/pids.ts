import { pids00 } from "./pids-00.ts";
import { pids20 } from "./pids-20.ts";
import { pids40 } from "./pids-40.ts";
import { pids60 } from "./pids-60.ts";
import { pids80 } from "./pids-80.ts";
import { pidsA0 } from "./pids-a0.ts";
import type { PidSpec } from "./quantity.ts";

/** Every service-01 PID with a public definition that Fettle can read, by its two hex digits. */
export const pidSpecs: ReadonlyMap<string, PidSpec> = new Map(
  [...pids00, ...pids20, ...pids40, ...pids60, ...pids80, ...pidsA0].map((spec) => [spec.pid, spec]),
);

/** The PIDs that hold the bitmap of the next 32: 00, 20 … E0. */
export const isBitmap = (pid: string): boolean => /^[02468ACE]0$/.test(pid);

/** Every length that the editions of the standard give a PID's data; none where the PID is not known. */
export const lengthsOfPid = (pid: string): readonly number[] =>
  isBitmap(pid) ? [4] : (pidSpecs.get(pid)?.lengths ?? []);
