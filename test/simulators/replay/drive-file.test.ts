import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SimulatorError, type SimulatorErrorCode } from "../../../simulators/errors.ts";
import { readDrive } from "../../../simulators/replay/drive-file.ts";
import { read, temporaryFolder, warmDrive, written } from "../recorded.ts";

const packed = readFileSync(warmDrive);
const plain = gunzipSync(packed);
const dated = "2017-07-10_cut.csv";

const codeOf = async (file: string): Promise<SimulatorErrorCode | "fine"> => {
  try {
    for await (const _ of readDrive(file));
    return "fine";
  } catch (cause) {
    if (cause instanceof SimulatorError) return cause.code;
    throw cause;
  }
};

describe("a file that is no drive", () => {
  test.each<readonly [string, Uint8Array, SimulatorErrorCode]>([
    ["is empty", Buffer.alloc(0), "SIMULATOR_DRIVE_EMPTY"],
    ["is an empty gzip", gzipSync(Buffer.alloc(0)), "SIMULATOR_DRIVE_EMPTY"],
    ["has a header alone", plain.subarray(0, plain.indexOf(10) + 1), "SIMULATOR_DRIVE_EMPTY"],
    ["is a gzip that ends too early", packed.subarray(0, packed.length / 2), "SIMULATOR_DRIVE_TRUNCATED"],
    ["is a gzip with a wrong byte", Buffer.from(packed).fill(0xff, 20_000, 20_010), "SIMULATOR_DRIVE_CORRUPT"],
    ["is binary", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 10]), "SIMULATOR_DRIVE_BINARY"],
    [
      "turns binary in the middle",
      Buffer.concat([plain.subarray(0, 5_000), Buffer.alloc(50), Buffer.from("\n")]),
      "SIMULATOR_DRIVE_BINARY",
    ],
    ["has no line feed for more than a mebibyte", Buffer.alloc(1_200_000, 65), "SIMULATOR_DRIVE_BINARY"],
    ["is some other table", Buffer.from("a,b,c\n1,2,3\n"), "SIMULATOR_DRIVE_UNKNOWN"],
    [
      "has tabs for commas",
      Buffer.from(plain.toString("latin1").replaceAll(",", "\t"), "latin1"),
      "SIMULATOR_DRIVE_DELIMITER",
    ],
    [
      "has semicolons for commas",
      Buffer.from(plain.toString("latin1").replaceAll(",", ";"), "latin1"),
      "SIMULATOR_DRIVE_DELIMITER",
    ],
  ])("%s", async (_what, bytes, code) => {
    expect(await codeOf(written(dated, bytes))).toBe(code);
  });

  test("is not there, or is a folder", async () => {
    expect(await codeOf("/no/such/drive.csv")).toBe("SIMULATOR_FILE_MISSING");
    expect(await codeOf(temporaryFolder())).toBe("SIMULATOR_FILE_MISSING");
  });

  test("is named in a sentence that says what to do", async () => {
    const file = written("x.csv", Buffer.from("a,b\n"));
    await expect(read(file)).rejects.toThrow(
      `No importer knows this drive: ${file}, line 1 begins with "a,b". Formats read: KIT Seat Leon CSV`,
    );
  });
});

describe("any damage", () => {
  const beginning = plain.subarray(0, 4_000);

  test("cut anywhere, a drive gives a beginning of its events or a coded error", async () => {
    const whole = (await read(written(dated, beginning))).events;
    await fc.assert(
      fc.asyncProperty(fc.nat(beginning.length), async (length) => {
        const file = written(dated, beginning.subarray(0, length));
        if ((await codeOf(file)) !== "fine") return;
        const { events } = await read(file);
        expect(events).toEqual(whole.slice(0, events.length));
      }),
      { numRuns: 60 },
    );
  });

  test("with bytes overwritten, a drive still gives ordered events and finite values, or a coded error", async () => {
    const overwrite = fc.tuple(fc.nat(beginning.length - 1), fc.uint8Array({ minLength: 1, maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(fc.array(overwrite, { minLength: 1, maxLength: 8 }), async (damages) => {
        const bytes = Buffer.from(beginning);
        for (const [at, damage] of damages) bytes.set(damage.subarray(0, bytes.length - at), at);
        const file = written(dated, bytes);
        if ((await codeOf(file)) !== "fine") return;
        const { events } = await read(file);
        let before = Number.NEGATIVE_INFINITY;
        for (const event of events) {
          expect(event.at).toBeGreaterThanOrEqual(before);
          before = event.at;
          if (event.kind === "sample") expect(Number.isFinite(event.value)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("noise is refused, never a crash", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        expect(await codeOf(written(dated, bytes))).toMatch(/^SIMULATOR_DRIVE_/);
      }),
      { numRuns: 60 },
    );
  });
});
