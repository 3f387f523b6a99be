import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { lastValueFrom, toArray } from "rxjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AgentError } from "../../../../agent/errors.ts";
import { journalSource } from "../../../../agent/source/journal/journal.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { journalLine } from "../../../../contract/journal.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-journal-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Real timers for what is due at once; the others only when the clock was moved there. */
const handTime = () => {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    time: { monotonicMs: () => now },
    timers: {
      after: (ms: number, run: () => void) => {
        if (ms > 0) waits.push(ms);
        now += ms;
        const turn = setImmediate(run);
        return { [Symbol.dispose]: () => clearImmediate(turn) };
      },
    },
  };
};

const drive: VehicleEvent[] = [
  { kind: "drive", drive: "one", at: 0 },
  ...Array.from(
    { length: 5_000 },
    (_, index): VehicleEvent => ({ kind: "sample", path: "Vehicle.Speed", value: index % 90, at: index * 100 }),
  ),
];
const text = (events: readonly VehicleEvent[]): string => events.map(journalLine).join("");
const fileOf = (name: string, bytes: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};
const play = (file: string, from = 0, speed: number | "max" = "max") => {
  const { time, timers, waits } = handTime();
  return { events: lastValueFrom(journalSource({ file, speed, time, timers, from }).pipe(toArray())), waits };
};

describe("a journal is read", () => {
  test("plain and gzipped alike, whatever the file is called", async () => {
    expect(await play(fileOf("plain.gz", text(drive))).events).toEqual(drive);
    expect(await play(fileOf("packed.jsonl", gzipSync(text(drive)))).events).toEqual(drive);
  });

  test("without a last line feed, with empty lines and with Windows line ends", async () => {
    const loose = `\r\n${text(drive).trimEnd().replaceAll("\n", "\r\n\r\n")}`;
    expect(await play(fileOf("loose.jsonl", loose)).events).toEqual(drive);
  });

  test("from where a checkpoint left off", async () => {
    const file = fileOf("from.jsonl.gz", gzipSync(text(drive)));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: drive.length + 5 }), async (from) => {
        expect(await play(file, from).events).toEqual(drive.slice(from));
      }),
      { numRuns: 20 },
    );
  });

  test("the same events at any speed, paced by their own time", async () => {
    const short = drive.slice(0, 51);
    const file = fileOf("paced.jsonl", text(short));
    const { events, waits } = play(file, 0, 10);
    expect(await events).toEqual(short);
    expect(waits).toHaveLength(49);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(490);
  });

  test("until nobody listens any more", async () => {
    const { time, timers } = handTime();
    const heard: VehicleEvent[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const subscription = journalSource({ file: fileOf("left.jsonl", text(drive)), speed: 1, time, timers }).subscribe(
      (event) => {
        heard.push(event);
        if (heard.length === 10) resolve();
      },
    );
    await promise;
    subscription.unsubscribe();
    await new Promise((next) => setImmediate(next));
    expect(heard).toHaveLength(10);
  });
});

describe("a bad file ends in one sentence", () => {
  const whole = gzipSync(text(drive));
  const damaged = Buffer.from(whole);
  // Three set bits are a kind of block that DEFLATE (RFC 1951, 3.2.3) does not have.
  damaged.fill(0xff, 10, 110);
  test.each<[string, string | Uint8Array, string, RegExp]>([
    ["a truncated gzip", whole.subarray(0, whole.length / 2), "AGENT_JOURNAL_INVALID", /cut off after line \d+/],
    ["a damaged gzip", damaged, "AGENT_JOURNAL_INVALID", /damaged gzip/],
    [
      "a binary file",
      Uint8Array.from({ length: 5_000 }, (_, index) => index % 251),
      "AGENT_JOURNAL_INVALID",
      /is not text after line 0/,
    ],
    ["an image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), "AGENT_JOURNAL_INVALID", /is not text/],
    ["an empty file", "", "AGENT_JOURNAL_INVALID", /is empty/],
    ["another text", "Time;Speed\n1;2\n", "AGENT_JOURNAL_INVALID", /line 1: not JSON/],
    [
      "a bad line in the middle",
      `${text(drive.slice(0, 3))}{"kind":"sample"}\n`,
      "AGENT_JOURNAL_INVALID",
      /line 4: .*path/,
    ],
    [
      "a journal without a beginning",
      text(drive.slice(1, 5)),
      "AGENT_JOURNAL_INVALID",
      /line 1: a journal begins with a drive event/,
    ],
    ["a line that was cut off", text(drive.slice(0, 3)).slice(0, -9), "AGENT_JOURNAL_INVALID", /line 3: not JSON/],
  ])("%s", async (name, bytes, code, words) => {
    const { events } = play(fileOf(name.replaceAll(" ", "-"), bytes));
    const error = await events.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(AgentError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  });

  test("a file that is not there", async () => {
    const { events } = play(join(folder, "nowhere.jsonl"));
    await expect(events).rejects.toMatchObject({ code: "AGENT_FILE_MISSING" });
  });

  test("no cut and no noise makes anything but events and one AgentError", async () => {
    const bytes = gzipSync(text(drive.slice(0, 300)));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length }), fc.uint8Array({ maxLength: 40 }), async (cut, noise) => {
        const file = fileOf(
          "noise.gz",
          Buffer.concat([bytes.subarray(0, cut), noise, bytes.subarray(cut + noise.length)]),
        );
        const outcome = await play(file).events.catch((cause: unknown) => cause);
        expect(Array.isArray(outcome) || outcome instanceof AgentError).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
