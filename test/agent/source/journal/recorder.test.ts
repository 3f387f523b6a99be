import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRecorder, type RecorderOptions, recordedFiles } from "../../../../agent/source/journal/recorder.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { parseJournalLine } from "../../../../contract/journal.ts";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "fettle-recorder-")), "drives");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const begin = (drive: string, at: number): VehicleEvent => ({ kind: "drive", drive, at });
const speed = (at: number): VehicleEvent => ({ kind: "sample", path: "Vehicle.Speed", value: 50, at });
const recorded = (name: string): VehicleEvent[] =>
  readFileSync(join(folder, name), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const parsed = parseJournalLine(line);
      if (!parsed.ok) throw new Error(`${name}: ${parsed.message}: ${line}`);
      return parsed.event;
    });
const start = (part: Partial<RecorderOptions> = {}) => {
  const troubles: unknown[] = [];
  const recovered: number[] = [];
  const recorder = createRecorder({
    folder,
    maxBytes: 10_000_000,
    onTrouble: (cause) => troubles.push(cause),
    onRecovered: (lost) => recovered.push(lost),
    ...part,
  });
  return { recorder, troubles, recovered };
};

test("every drive is a whole journal of its own", () => {
  const { recorder } = start();
  const first = [begin("Monday / 1", 0), speed(100), speed(200)];
  const second = [begin("Tuesday", 5_000), speed(5_100)];
  for (const event of [...first, ...second]) recorder.write(event);
  recorder.close();
  expect(recordedFiles(folder)).toEqual(["000001-Monday___1.jsonl", "000002-Tuesday.jsonl"]);
  expect(recordedFiles(folder).map(recorded)).toEqual([first, second]);
});

test("a kill costs at most the last second of event time", () => {
  const { recorder } = start();
  recorder.write(begin("d", 0));
  for (let at = 100; at <= 60_000; at += 100) recorder.write(speed(at));
  // No close: what is in the file now is what a kill leaves.
  expect(recorded("000001-d.jsonl").at(-1)?.at).toBeGreaterThan(59_000);
});

test("after a restart in the middle of a drive the next file begins with the drive, too", () => {
  const { recorder } = start();
  recorder.write(speed(700));
  recorder.close();
  expect(recorded("000001-unnamed.jsonl")).toEqual([begin("unnamed", 700), speed(700)]);
});

test("the ring keeps its size and the newest drives", () => {
  const maxBytes = 2_000_000;
  const { recorder } = start({ maxBytes });
  recorder.write(begin("long", 0));
  for (let at = 0; at < 60_000_000; at += 1_000) recorder.write(speed(at));
  recorder.close();
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  expect(bytes).toBeLessThanOrEqual(maxBytes + 65_536);
  expect(bytes).toBeGreaterThan(maxBytes / 2);
  const files = recordedFiles(folder);
  expect(files[0]).not.toBe("000001-long.jsonl");
  expect(recorded(files.at(-1) ?? "").at(-1)?.at).toBe(59_999_000);
  for (const file of files) expect(recorded(file)[0]?.kind).toBe("drive");
});

test("a full disk is said once, never thrown, counted, and over when there is room again", () => {
  let full = false;
  const write = (file: number, text: string): void => {
    if (full) {
      // What a full disk does: half a line, then the error.
      writeSync(file, text.slice(0, 30));
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    }
    writeSync(file, text);
  };
  const { recorder, troubles, recovered } = start({ write });
  recorder.write(begin("d", 0));
  for (let at = 1_000; at <= 5_000; at += 1_000) recorder.write(speed(at));
  full = true;
  for (let at = 6_000; at <= 200_000; at += 1_000) recorder.write(speed(at));
  expect(troubles).toHaveLength(1);
  full = false;
  for (let at = 201_000; at <= 400_000; at += 1_000) recorder.write(speed(at));
  recorder.close();
  expect(troubles).toHaveLength(1);
  expect(recovered).toHaveLength(1);
  const kept = recordedFiles(folder).at(-1) ?? "";
  const events = recorded(kept);
  expect(events[0]?.kind).toBe("drive");
  expect(events.at(-1)?.at).toBe(400_000);
  expect((recovered[0] ?? 0) + events.length - 1 + 5).toBe(400);
});

test("a folder that cannot be made is trouble, not an exception", () => {
  const { recorder, troubles } = start({ folder: "/dev/null/drives" });
  for (let at = 0; at < 5_000; at += 1_000) recorder.write(speed(at));
  recorder.close();
  expect(troubles).toHaveLength(1);
});
