import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadBus } from "../../../simulators/replay/can/bus.ts";
import { readDrive } from "../../../simulators/replay/drive-file.ts";
import type { ImportOptions } from "../../../simulators/replay/formats/format.ts";
import { temporaryFolder } from "../recorded.ts";

/** Writes a file of about `megabytes` from lines made on the way. */
const grown = async (name: string, megabytes: number, line: (k: number) => string): Promise<string> => {
  const file = join(temporaryFolder(), name);
  const out = createWriteStream(file);
  let bytes = 0;
  for (let k = 0; bytes < megabytes * 1e6; k += 1) {
    const text = line(k);
    bytes += text.length;
    if (!out.write(text)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
  return file;
};

/** The most that the heap grew while the file was read, and the events that came, none of which were kept. */
const readThrough = async (file: string, options: ImportOptions = {}) => {
  let events = 0;
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  for await (const batch of readDrive(file, options)) {
    events += batch.events.length;
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  return { events, grownMegabytes: most / 1e6 };
};

// 60 MB against a heap that may grow by some generations of garbage: what is kept would be several times the file.
const boundMegabytes = 200;

test("a CAN log of any size is read with bounded memory", async () => {
  const file = await grown("long.log", 60, (k) => {
    const seconds = 1_600_000_000 + k / 1_000;
    return `(${seconds.toFixed(6)}) can${k % 2} 0CF00417#FFFFFF401FFFFF${(k % 251).toString(16).padStart(2, "0")}\n`;
  });
  const { events, grownMegabytes } = await readThrough(file, {
    bus: await loadBus(["test/fixtures/drives/css-j1939-demo.dbc"]),
  });
  expect(events).toBeGreaterThan(1_000_000);
  expect(grownMegabytes).toBeLessThan(boundMegabytes);
});

test("a traffic simulation of any size, in one line, is read with bounded memory", async () => {
  const step = (k: number): string =>
    `<timestep time="${k}.00">${["a", "b", "c", "d"].map((id) => `<vehicle id="${id}" x="1" y="2" angle="90.00" type="car" speed="${k % 30}" pos="5.10" lane="a_0" slope="0.00"/>`).join("")}</timestep>`;
  const file = await grown("long.xml", 60, (k) => (k === 0 ? "<fcd-export>" : step(k)));
  const { events, grownMegabytes } = await readThrough(file);
  expect(events).toBeGreaterThan(100_000);
  expect(grownMegabytes).toBeLessThan(boundMegabytes);
});
