import { describe, expect, test } from "vitest";
import { journalLine } from "../../../../contract/journal.ts";
import { convert } from "../../../../simulators/replay/convert.ts";
import { readDrive } from "../../../../simulators/replay/drive-file.ts";
import { coldDrive, read, temporaryFolder, written } from "../../recorded.ts";

const drive = { kind: "drive", drive: "d", at: 1_000 } as const;
const tick = { kind: "tick", at: 2_000 } as const;
const bytes = (...texts: readonly string[]): Uint8Array => Buffer.from(texts.join(""));

describe("the journal", () => {
  test("a converted drive reads back event for event, gzipped or not", async () => {
    const { events } = await read(coldDrive);
    for (const name of ["cold.jsonl", "cold.jsonl.gz"]) {
      const out = `${temporaryFolder()}/${name}`;
      await convert(readDrive(coldDrive), out);
      expect((await read(out)).events).toEqual(events);
    }
  });

  test("a last line that a power cut tore is left out and counted", async () => {
    const file = written("j.jsonl", bytes(journalLine(drive), journalLine(tick), '{"kind":"ti'));
    const { events, report } = await read(file);
    expect(events).toEqual([drive, tick]);
    expect(report).toMatchObject({ rows: 3, dropped: 1 });
  });

  test("a bad line elsewhere is named", async () => {
    const file = written("j.jsonl", bytes(journalLine(drive), "{}\n", journalLine(tick)));
    await expect(read(file)).rejects.toThrow(/j\.jsonl, line 2: kind .*\. Correct or remove the line named here\.$/);
  });

  test("a journal begins with a drive", async () => {
    await expect(read(written("j.jsonl", bytes(journalLine(tick))))).rejects.toThrow(/line 1: a journal begins with/);
  });
});
