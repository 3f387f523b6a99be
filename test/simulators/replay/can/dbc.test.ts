import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DbcMessage, type DbcSignal, isPresent, rawOf } from "../../../../simulators/replay/can/dbc.ts";
import { loadDbc, parseDbc } from "../../../../simulators/replay/can/dbc-file.ts";
import { written } from "../../recorded.ts";

const signal = (text: string): DbcSignal => {
  const [message] = parseDbc(`BO_ 100 M: 64 X\n SG_ ${text} X\n`, "t.dbc").messages;
  const [found] = message?.signals.values() ?? [];
  if (found === undefined) throw new Error("no signal");
  return found;
};
const raw = (text: string, ...bytes: readonly number[]): number | undefined =>
  rawOf(Uint8Array.from(bytes), signal(text));

describe("a signal is read from the bits that the file names", () => {
  test.each<readonly [string, string, readonly number[], number | undefined]>([
    ["a byte", 'S : 8|8@1+ (1,0) [0|0] ""', [0, 0x7f], 127],
    ["two bytes, least first", 'S : 0|16@1+ (1,0) [0|0] ""', [0x34, 0x12], 0x1234],
    ["two bytes, greatest first", 'S : 7|16@0+ (1,0) [0|0] ""', [0x12, 0x34], 0x1234],
    [
      "24 bits, greatest first, from bit 279",
      'S : 279|24@0+ (1,0) [0|0] ""',
      [...Array(34).fill(0), 0x0a, 0xbc, 0xde],
      0x0abcde,
    ],
    ["12 bits over a byte border", 'S : 4|12@1+ (1,0) [0|0] ""', [0xa5, 0x3c], 0x3ca],
    ["12 bits over a byte border, greatest first", 'S : 3|12@0+ (1,0) [0|0] ""', [0xa5, 0x3c], 0x53c],
    ["a signed byte", 'S : 0|8@1- (1,0) [0|0] ""', [0xfe], -2],
    ["signed, greatest first", 'S : 7|16@0- (1,0) [0|0] ""', [0xff, 0x38], -200],
    ["64 bits, signed", 'S : 0|64@1- (1,0) [0|0] ""', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], -1],
    ["one bit", 'S : 15|1@0+ (1,0) [0|0] ""', [0, 0x80], 1],
    ["beyond the data", 'S : 8|16@1+ (1,0) [0|0] ""', [0, 0x7f], undefined],
  ])("%s", (_what, text, bytes, value) => {
    expect(raw(text, ...bytes)).toBe(value);
  });

  test("a float and a double", () => {
    const text =
      'BO_ 1 M: 12 X\n SG_ F : 0|32@1- (1,0) [0|0] "" X\n SG_ D : 32|64@1- (1,0) [0|0] "" X\nSIG_VALTYPE_ 1 F : 1;\nSIG_VALTYPE_ 1 D : 2;\n';
    const [message] = parseDbc(text, "t.dbc").messages;
    const data = new Uint8Array(12);
    new DataView(data.buffer).setFloat32(0, 1.5, true);
    new DataView(data.buffer).setFloat64(4, -2.25, true);
    expect([...(message?.signals.values() ?? [])].map((one) => rawOf(data, one))).toEqual([1.5, -2.25]);
  });

  /** Another way to the same bits, one by one. */
  const bitByBit = (data: Uint8Array, { start, length, order }: DbcSignal): bigint => {
    let value = 0n;
    for (let k = 0; k < length; k += 1) {
      const place = order === "intel" ? start + k : (start >> 3) * 8 + (7 - (start & 7)) + k;
      const bit =
        order === "intel" ? (data[place >> 3] ?? 0) >> (place & 7) : (data[place >> 3] ?? 0) >> (7 - (place & 7));
      value = order === "intel" ? value | (BigInt(bit & 1) << BigInt(k)) : (value << 1n) | BigInt(bit & 1);
    }
    return value;
  };

  test("any place and length, both orders, agree with reading bit by bit", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.nat(63),
        fc.integer({ min: 1, max: 48 }),
        fc.constantFrom("intel" as const, "motorola" as const),
        (data, start, length, order) => {
          const one: DbcSignal = {
            name: "S",
            start,
            length,
            order,
            form: "unsigned",
            factor: 1,
            offset: 0,
            min: 0,
            max: 0,
            unit: "",
          };
          expect(rawOf(data, one)).toBe(Number(bitByBit(data, one)));
        },
      ),
    );
  });
});

describe("multiplexed signals", () => {
  const present = (message: DbcMessage | undefined, name: string, ...bytes: readonly number[]): boolean => {
    const found = message?.signals.get(name);
    return message !== undefined && found !== undefined && isPresent(Uint8Array.from(bytes), message, found);
  };

  test("are there while the multiplexor says so", () => {
    const text =
      'BO_ 1 M: 8 X\n SG_ Mux M : 0|8@1+ (1,0) [0|0] "" X\n SG_ A m1 : 8|8@1+ (1,0) [0|0] "" X\n SG_ B m2 : 8|8@1+ (1,0) [0|0] "" X\n SG_ Always : 16|8@1+ (1,0) [0|0] "" X\n';
    const [message] = parseDbc(text, "t.dbc").messages;
    expect(present(message, "A", 1, 5)).toBe(true);
    expect(present(message, "B", 1, 5)).toBe(false);
    expect(present(message, "Always", 9, 5)).toBe(true);
  });

  test("of a second level need the first one too (SG_MUL_VAL_)", async () => {
    const { messages } = await loadDbc("test/fixtures/drives/css-tp-uds-nissan.dbc");
    const charge = (service: number, group: number) =>
      present(messages[0], "SoC", 0x37, service, group, ...Array(52).fill(1));
    expect([charge(97, 1), charge(97, 4), charge(96, 1)]).toEqual([true, false, false]);
  });

  test("that hang on each other are never there", () => {
    const text =
      'BO_ 1 M: 8 X\n SG_ A m1 : 8|8@1+ (1,0) [0|0] "" X\n SG_ B m1 : 8|8@1+ (1,0) [0|0] "" X\nSG_MUL_VAL_ 1 A B 0-255;\nSG_MUL_VAL_ 1 B A 0-255;\n';
    const [message] = parseDbc(text, "t.dbc").messages;
    expect(present(message, "A", 1, 1)).toBe(false);
  });
});

describe("a bus description with an error", () => {
  test.each<readonly [string, string, string]>([
    ["a broken signal", 'BO_ 1 M: 8 X\n SG_ S : 0|8@1 (1,0) [0|0] "" X\n', "line 2: a signal is written"],
    ["a broken message", "\nBO_ one M: 8 X\n", "line 2: a message is written BO_"],
    ["a signal before any message", ' SG_ S : 0|8@1+ (1,0) [0|0] "" X\n', "line 1: a signal stands before"],
    [
      "a factor that is no number",
      'BO_ 1 M: 8 X\n SG_ S : 0|8@1+ (x,0) [0|0] "" X\n',
      "line 2: the factor of S is not a number",
    ],
    ["a signal of 65 bits", 'BO_ 1 M: 8 X\n SG_ S : 0|65@1+ (1,0) [0|0] "" X\n', "line 2: S is 65 bits long"],
    [
      "the same message twice",
      "BO_ 1 M: 8 X\n\nBO_ 1 N: 8 X\n",
      "line 3: the message 1 is already described in line 1",
    ],
    [
      "a text without an end",
      'BO_ 1 M: 8 X\nCM_ BO_ 1 "begins\n and never ends\n',
      "line 2: the text that begins here",
    ],
    ["nothing in it", 'VERSION ""\n', "line 1: no line of the file describes a message"],
  ])("%s is named with file and line", async (_what, text, message) => {
    const file = written("bus.dbc", Buffer.from(text));
    await expect(loadDbc(file)).rejects.toThrow(`The bus description does not hold: ${file}, ${message}`);
  });

  test("that is missing is a missing file", async () => {
    await expect(loadDbc("/no/such.dbc")).rejects.toThrow("A file cannot be read: /no/such.dbc");
  });

  test("noise is refused or read, never a crash", () => {
    const words = fc.constantFrom(
      "BO_ ",
      "SG_ ",
      " SG_ A m1M : ",
      "0|8@1+ ",
      "(1,0) ",
      '[0|0] "" X',
      "\n",
      "CM_ ",
      '"',
      ";",
      "1 M: 8 X",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 40 }), (parts) => {
        try {
          expect(parseDbc(parts.join(""), "t.dbc").messages.length).toBeGreaterThan(0);
        } catch (cause) {
          expect(String(cause)).toMatch(/t\.dbc, line \d+/);
        }
      }),
    );
  });
});

test("the public bus descriptions are read whole: comments over several lines hold statements that are none", () => {
  const pcan = parseDbc(readFileSync("test/fixtures/drives/kona-pcan.dbc", "latin1"), "kona-pcan.dbc");
  expect(pcan.messages).toHaveLength(107);
});

test("identifiers can be shifted as a whole, as their sender can", async () => {
  const plain = await loadDbc("test/fixtures/drives/css-canmod-gps.dbc");
  const shifted = await loadDbc("test/fixtures/drives/css-canmod-gps.dbc@0x10");
  expect(shifted.messages.map(({ id }) => id)).toEqual(plain.messages.map(({ id }) => id + 16));
});
