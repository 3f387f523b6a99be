import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBlackBox } from "../../agent/blackbox/blackbox.ts";
import { openBlackBox } from "../../agent/compose/data-folder.ts";
import { parseConfig } from "../../agent/config.ts";
import type { DealerDirectory } from "../../agent/dealers/nearest.ts";
import type { HmiState } from "../../agent/hmi/protocol.ts";
import { createHmiView, type HmiViewOptions } from "../../agent/hmi/view.ts";
import { openDatabase } from "../../agent/outbox/database.ts";
import { payloadOf } from "../../agent/outbox/message.ts";
import { createOutbox, type Outbox } from "../../agent/outbox/outbox.ts";
import { quotaOf } from "../../agent/outbox/quota.ts";
import { createPassage, type Passage, restorePassage } from "../../agent/passage.ts";
import { createPipeline, pipelineStateSchema } from "../../agent/pipeline.ts";
import { createRecorder } from "../../agent/source/journal/recorder.ts";
import type { VehicleEvent } from "../../contract/events.ts";
import { type UpMessage, upMessageWritten } from "../../contract/wire/up/message.ts";
import { heatedDrive } from "../e2e/trouble/heated-drive.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-agent-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Life {
  readonly passage: Passage;
  readonly outbox: Outbox;
  readonly from: number;
  readonly story: string[];
  readonly pages: HmiState[];
}

/** One life of the agent's heart on a database; what `story` says is what had happened in which order. */
const live = (name = "agent.db", consent = false, help: HmiViewOptions = {}): Life => {
  const db = openDatabase(join(folder, name), 0, () => {});
  const outbox = createOutbox(db, {
    vehicleId: "car-1",
    quota: quotaOf(50_000_000),
    firstEpoch: 1,
    onFull: () => {},
    onRoom: () => {},
  });
  const story: string[] = [];
  const pages: HmiState[] = [];
  const stored = (): number => outbox.read(undefined, 100_000).length;
  const saved = restorePassage(outbox);
  const passage = createPassage(
    {
      agentVersion: "0.0.0",
      pipeline: createPipeline(
        {
          vehicleId: "car-1",
          ...(help.directory === undefined
            ? {}
            : { nearestServiceKm: () => help.directory?.nearest(0, 0, 1)[0]?.distanceKm }),
        },
        pipelineStateSchema.optional().parse(outbox.restore("pipeline")),
      ),
      view: createHmiView({ language: "en", ...help }, outbox.restore("page")),
      outbox,
      blackBox: createBlackBox(),
      record: () => {},
      readsOf: () => [],
      wallOf: (at) => at + 5,
      mayTellPosition: () => consent,
      onWarnings: (events) => story.push(...events.map(({ rule, kind }) => `${stored()} stored: ${rule} ${kind}`)),
      onPageFault: () => story.push("page failed"),
      onState: (state) => {
        pages.push(state);
        if (state.prompt !== null) story.push(`shown ${state.prompt.card.rule}`);
      },
      onStored: () => story.push("to be sent"),
      onVin: (vin) => story.push(vin),
    },
    saved,
    "heated.jsonl",
    0,
  );
  return { passage, outbox, from: saved.journal?.ordinal ?? 0, story, pages };
};

const messages = (outbox: Outbox): UpMessage[] =>
  outbox.read(undefined, 100_000).map(({ body }) => upMessageWritten.parse(JSON.parse(payloadOf(body, 1))));
const warningsOf = (outbox: Outbox): string[] =>
  messages(outbox)
    .filter(({ type }) => type === "warning")
    .map(({ data }) => JSON.stringify(data));
const events = heatedDrive();

const cleanRun = (): string[] => {
  const { passage, outbox } = live("clean.db");
  for (const event of events) passage.take(event);
  const warnings = warningsOf(outbox);
  outbox.close();
  return warnings;
};

describe("a page that cannot be drawn", () => {
  const failing: DealerDirectory = {
    get size(): number {
      throw new Error("index corrupt");
    },
    nearest: () => {
      throw new Error("index corrupt");
    },
  };
  const located = events.flatMap((event) => [
    event,
    ...(["Latitude", "Longitude"] as const).map((path) => ({
      kind: "sample" as const,
      path: `Vehicle.CurrentLocation.${path}` as const,
      value: 40,
      at: event.at,
    })),
  ]);

  test("silences no warning, and is told once", () => {
    const { passage, outbox, story } = live("blind.db", false, { directory: failing });
    for (const event of located) passage.take(event);
    expect(warningsOf(outbox)).toEqual(cleanRun());
    expect(story.filter((line) => line === "page failed")).toEqual(["page failed"]);
    expect(story).toContain("to be sent");
    outbox.close();
  });

  test("shows warnings and rescue numbers where only the list of dealers fails", () => {
    const { passage, outbox, pages } = live("no-list.db", false, {
      directory: { size: 3, nearest: failing.nearest },
      country: "CN",
    });
    for (const event of located) passage.take(event);
    expect(pages.some(({ prompt }) => prompt !== null)).toBe(true);
    expect(pages.at(-1)?.help).toMatchObject({ points: [], place: { latitude: 40 } });
    expect(pages.at(-1)?.help.rescue).not.toEqual([]);
    outbox.close();
  });
});

describe("one event's way through the house", () => {
  test("stored, then told, then shown, then sent", () => {
    const { passage, story, outbox } = live();
    for (const event of events.slice(0, events.findIndex(({ kind }) => kind === "codes") + 1)) passage.take(event);
    const raised = story.findIndex((line) => line.includes("dtc-confirmed raised"));
    expect(story.slice(raised)).toEqual([
      expect.stringMatching(/^\d+ stored: dtc-confirmed raised$/),
      "shown dtc-confirmed",
      "to be sent",
    ]);
    const count = Number.parseInt(story[raised] ?? "", 10);
    expect(
      messages(outbox)
        .slice(0, count)
        .some(({ type, id }) => type === "warning" && id.includes("P0301")),
    ).toBe(true);
    outbox.close();
  });

  test("a warning carries the wall time of its sample, an episode one evidence at the raise and one a minute later", () => {
    const { passage, outbox } = live();
    for (const event of events) passage.take(event);
    const all = messages(outbox);
    for (const { type, at, trace } of all) if (type === "warning") expect(trace).toEqual({ sampledAt: at + 5 });
    const evidence = all.flatMap((message) => (message.type === "evidence" ? [message.data] : []));
    expect(evidence.map(({ rule, complete }) => [rule, complete])).toEqual([
      ["dtc-confirmed", false],
      ["dtc-confirmed", true],
      ["coolant-overheat-trend", false],
      ["coolant-overheat-trend", true],
    ]);
    for (const { from, to, complete, series } of evidence) {
      expect(series.length).toBeGreaterThanOrEqual(3);
      const last = Math.max(...series.map(({ points }) => points.at(-1)?.[0] ?? 0));
      expect(last).toBeGreaterThan(to - from - 2_000);
      expect(to - from).toBeLessThanOrEqual(complete ? 660_000 : 600_000);
    }
    outbox.close();
  });

  test("telemetry goes at most once a minute, and the VIN once", () => {
    const { passage, outbox } = live();
    for (const event of events) passage.take(event);
    const all = messages(outbox);
    const times = all.filter(({ type }) => type === "telemetry").map(({ at }) => at);
    expect(times).toHaveLength(15);
    for (const [index, at] of times.entries()) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(60_000);
    const statuses = all.flatMap((message) => (message.type === "status" ? [message.data] : []));
    expect(statuses).toEqual([{ state: "online", agentVersion: "0.0.0", vin: "LFVFETTLE00000001" }]);
    outbox.close();
  });
});

describe("a power cut", () => {
  test("at any event, and again at any other, changes no byte of the warnings", () => {
    const expected = cleanRun();
    expect(expected.length).toBeGreaterThanOrEqual(4);
    const cuts = fc.array(fc.nat({ max: events.length }), { minLength: 1, maxLength: 4 });
    let run = 0;
    fc.assert(
      fc.property(cuts, (places) => {
        run += 1;
        for (const cut of [...places.toSorted((a, b) => a - b), events.length]) {
          const { passage, outbox, from } = live(`cut-${run}.db`);
          for (const event of events.slice(from, cut)) passage.take(event);
          if (cut === events.length) expect(warningsOf(outbox)).toEqual(expected);
          // Closed without a last checkpoint: what a kill leaves.
          outbox.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  test("takes neither the prompt from the screen nor the acknowledgement from the driver", () => {
    const until = events.findIndex(({ kind }) => kind === "codes") + 1;
    const first = live();
    for (const event of events.slice(0, until)) first.passage.take(event);
    first.outbox.close();

    const second = live();
    second.passage.note({ kind: "uplink", state: "offline", waiting: 0, at: 0 });
    const shown = second.pages.at(-1)?.prompt?.card;
    expect(shown?.rule).toBe("dtc-confirmed");
    second.passage.answer("acknowledge", shown?.episode ?? "");
    expect(second.pages.at(-1)?.prompt).toBe(null);
    second.outbox.close();

    const third = live();
    third.passage.note({ kind: "uplink", state: "offline", waiting: 1, at: 0 });
    expect(third.pages.at(-1)?.prompt).toBe(null);
    third.outbox.close();
  });

  test("does not empty the black box of a warning that still waits for the rest of its evidence", () => {
    const config = parseConfig({ vehicle: { id: "car-1" }, source: { kind: "journal", file: "x" }, data: { folder } });
    const recorder = createRecorder({
      folder: join(folder, "drives"),
      maxBytes: 1e6,
      onTrouble: () => {},
      onRecovered: () => {},
    });
    for (const event of events.slice(0, 2_000)) recorder.write(event);
    recorder.close();
    // What a kill leaves of the line it interrupted.
    appendFileSync(join(folder, "drives", "000001-heated.jsonl"), '{"kind":"sam');
    const at = events[1_999]?.at ?? 0;
    const owed = { episode: "e", rule: "dtc-confirmed", raisedAt: at };
    const saved = { v: 1 as const, journal: null, at, vin: null, telemetryAt: null, evidence: [owed] };
    const { series } = openBlackBox(config, saved).windowAround({ ...owed, reads: [], complete: false });
    expect(series.map(({ points }) => points.length > 100)).toEqual([true, true, true]);
    expect(
      openBlackBox(config, { ...saved, evidence: [] }).windowAround({ ...owed, reads: [], complete: false }).series,
    ).toEqual([]);
  });

  test("completes the evidence that was owed", () => {
    const until = events.findIndex(({ kind }) => kind === "codes") + 1;
    const first = live();
    for (const event of events.slice(0, until)) first.passage.take(event);
    first.outbox.close();
    const second = live();
    for (const event of events.slice(second.from)) second.passage.take(event);
    const complete = messages(second.outbox).filter(({ id }) => id.endsWith("P0301/evidence/complete"));
    expect(complete).toHaveLength(1);
    second.outbox.close();
  });
});

describe("what the driver asks for", () => {
  const fix: VehicleEvent[] = [
    { kind: "drive", drive: "d", at: 1_000 },
    { kind: "sample", path: "Vehicle.CurrentLocation.Latitude", value: 49.01234, at: 2_000 },
    { kind: "sample", path: "Vehicle.CurrentLocation.Longitude", value: 8.40456, at: 2_000 },
  ];
  const asked = (consent: boolean, request: "rescue" | "book-service") => {
    const { passage, outbox, pages } = live("agent.db", consent);
    for (const event of fix) passage.take(event);
    passage.request(request);
    const data = messages(outbox).flatMap((message) => (message.type === "request" ? [message.data] : []));
    expect(pages.at(-1)?.requests).toMatchObject([{ request, state: "saved" }]);
    outbox.close();
    return data;
  };

  test("a rescue is told where the car is, with or without consent", () => {
    expect(asked(false, "rescue")).toEqual([
      { request: "rescue", position: { latitude: expect.closeTo(49.012, 2), longitude: expect.closeTo(8.405, 2) } },
    ]);
  });
  test("a visit is not, without consent", () => {
    expect(asked(false, "book-service")).toEqual([{ request: "book-service" }]);
  });
  test("with consent it is told about a kilometre of it", () => {
    expect(asked(true, "book-service")).toEqual([
      { request: "book-service", position: { latitude: 49.01, longitude: 8.4 } },
    ]);
  });
});
