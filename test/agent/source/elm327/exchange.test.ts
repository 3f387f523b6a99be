import { expect, test } from "vitest";
import { elm327Source } from "../../../../agent/source/elm327/index.ts";
import type { SourceItem } from "../../../../agent/source/source.ts";
import { createFakeAdapter, healthy, padded } from "./fake-adapter.ts";
import { createFakeTime } from "./fake-time.ts";

const own = [{ header: "7E1", answer: "7E9", request: "222885", periodMs: 5_000 }];

const drive = async (settings: (command: string) => string | undefined) => {
  const time = createFakeTime();
  let addressed = "7DF";
  const fake = createFakeAdapter((command) => {
    if (command.startsWith("ATSH")) addressed = command.slice(4);
    if (command === "222885") return addressed === "7E1" ? padded("7E9056228858CA0\r\r>") : "NO DATA\r\r>";
    // An ECU that is spoken to alone has nothing of the standard's.
    if (/^0[1-9]/.test(command) && addressed !== "7DF") return "NO DATA\r\r>";
    return settings(command) ?? healthy[command];
  });
  const items: SourceItem[] = [];
  elm327Source({
    drive: "own",
    address: "tcp://adapter:35000",
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    openPort: fake.open,
    minGapMs: 20,
    own,
  }).subscribe((item) => items.push(item));
  await time.advance(30_000);
  const answers = items.filter((item) => item.kind === "answer");
  return { written: fake.written, answers };
};

test("a maker's reading is asked of its own ECU, and then all are spoken to again", async () => {
  const { written, answers } = await drive((command) => (/^AT(SH|FC|CRA|AR)/.test(command) ? "OK\r\r>" : undefined));
  const first = written.indexOf("222885");
  expect(written.slice(first - 5, first)).toEqual(["ATSH7E1", "ATFCSH7E1", "ATFCSD300000", "ATFCSM1", "ATCRA7E9"]);
  expect(written.slice(first + 1, first + 4)).toEqual(["ATSH7DF", "ATAR", "ATFCSM0"]);
  const readings = answers.filter(({ service }) => service === "22");
  expect(readings.length).toBeGreaterThanOrEqual(5);
  expect(readings[0]).toMatchObject({ pid: "2885", ecu: "7E9", bytes: Uint8Array.of(0x8c, 0xa0) });
  expect(answers.filter(({ pid }) => pid === "0C").length).toBeGreaterThan(200);
});

test("a clone without flow control settings is asked all the same", async () => {
  const { answers } = await drive((command) => {
    if (command.startsWith("ATFC")) return "?\r\r>";
    return /^AT(SH|CRA|AR)/.test(command) ? "OK\r\r>" : undefined;
  });
  expect(answers.some(({ service }) => service === "22")).toBe(true);
});
