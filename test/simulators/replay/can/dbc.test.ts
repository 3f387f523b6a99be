import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
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

  test("mean the multiplexor that nothing selects, wherever it stands", () => {
    const text =
      'BO_ 1 M: 8 X\n SG_ A m3 : 24|8@1+ (1,0) [0|0] "" X\n SG_ Second m2M : 8|8@1+ (1,0) [0|0] "" X\n SG_ First M : 0|8@1- (1,0) [0|0] "" X\n SG_ B m200 : 16|8@1+ (1,0) [0|0] "" X\n';
    const [message] = parseDbc(text, "t.dbc").messages;
    expect(present(message, "A", 3, 0, 0, 0)).toBe(true);
    expect(present(message, "A", 2, 3, 0, 0)).toBe(false);
    expect(present(message, "Second", 2, 0)).toBe(true);
    expect(present(message, "B", 200, 0, 0)).toBe(true);
  });

  test("of several values, written with commas, without, and over two lines", () => {
    const text =
      'BO_ 1 M: 8 X\n SG_ Mux M : 0|8@1+ (1,0) [0|0] "" X\n SG_ A m0 : 8|8@1+ (1,0) [0|0] "" X\nSG_MUL_VAL_ 1 A Mux 0-0, 3-5\n 9-9;\n';
    const [message] = parseDbc(text, "t.dbc").messages;
    expect([0, 1, 2, 3, 4, 5, 6, 9].filter((mux) => present(message, "A", mux, 7))).toEqual([0, 3, 4, 5, 9]);
  });

  test("of two multiplexors beside each other each follow their own", () => {
    const text =
      'BO_ 1 M: 8 X\n SG_ B1 m1 : 24|8@1+ (1,0) [0|0] "" X\n SG_ MuxB M : 16|8@1+ (1,0) [0|0] "" X\n SG_ A1 m1 : 8|8@1+ (1,0) [0|0] "" X\n SG_ MuxA M : 0|8@1+ (1,0) [0|0] "" X\nSG_MUL_VAL_ 1 B1 MuxB 1-1;\nSG_MUL_VAL_ 1 A1 MuxA 1-1;\n';
    const [message] = parseDbc(text, "t.dbc").messages;
    expect(["A1", "B1"].map((name) => present(message, name, 1, 0, 0, 0))).toEqual([true, false]);
    expect(["A1", "B1"].map((name) => present(message, name, 0, 0, 1, 0))).toEqual([false, true]);
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
    [
      "a signal of 65 bits",
      'BO_ 1 M: 8 X\n SG_ S : 0|65@1+ (1,0) [0|0] "" X\n',
      "line 2: S is 65 bits long, its message 64",
    ],
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
    ["an identifier beyond 29 bits", "BO_ 3758096384 M: 8 X\n", "line 1: 3758096384 is no identifier of 11 bits"],
    ["a signal without bits", 'BO_ 1 M: 8 X\n SG_ S : 0|0@1+ (1,0) [0|0] "" X\n', "line 2: S is 0 bits long"],
    ["a message that never was so long", "BO_ 1 M: 9999 X\n", "line 1: M has 9999 bytes"],
    ["a log in its place", "(1600000000.000000) can0 123#00\n", "line 1: no line of the file describes a message"],
    ["nothing in it", 'VERSION ""\n', "line 1: no line of the file describes a message"],
  ])("%s is named with file and line", async (_what, text, message) => {
    const file = written("bus.dbc", Buffer.from(text));
    await expect(loadDbc(file)).rejects.toThrow(`The bus description does not hold: ${file}, ${message}`);
  });

  test("that was cut while it was packed is damaged", async () => {
    const file = written("bus.dbc.gz", gzipSync(Buffer.from("BO_ 1 M: 8 X\n")).subarray(0, 20));
    await expect(loadDbc(file)).rejects.toThrow(/bus\.dbc\.gz, line 1: the compressed file is damaged/);
  });

  test("in any byte is refused with file and line, or read", async () => {
    const start = readFileSync("test/fixtures/drives/css-canmod-gps.dbc");
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(start.length - 1), fc.nat(255)), { maxLength: 12 }), (changes) => {
        const bytes = Buffer.from(start);
        for (const [place, byte] of changes) bytes[place] = byte;
        try {
          for (const message of parseDbc(bytes.toString("latin1"), "t.dbc").messages)
            for (const one of message.signals.values()) {
              isPresent(new Uint8Array(8), message, one);
              rawOf(new Uint8Array(8), one);
            }
        } catch (cause) {
          expect(String(cause)).toMatch(/^SimulatorError: The bus description does not hold: t\.dbc, line \d+: /);
        }
      }),
    );
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

describe("what files in the wild hold is read", () => {
  const only = (text: string): DbcMessage => {
    const [message] = parseDbc(text, "t.dbc").messages;
    if (message === undefined) throw new Error("no message");
    return message;
  };
  const head = 'BO_ 1 M: 8 X\n SG_ S : 0|8@1+ (1,0) [0|0] "" X\n';

  test.each<readonly [string, string]>([
    ["line ends of Windows", head.replaceAll("\n", "\r\n")],
    ["line ends of old Macs", head.replaceAll("\n", "\r")],
    ["tabs and no sender", 'BO_\t1\tM\t:\t8\n\tSG_\tS:0|8@1+(1,0)[0|0]""\n'],
    ["names that are no identifiers", 'BO_ 1 M-1.a: 8 X\n SG_ S/2 : 0|8@1+ (1,0) [0|0] "" X\n'],
    ["a plus before a limit, and limits left out", 'BO_ 1 M: 8 X\n SG_ S : 0|8@1+ (1E0,-0.0) [|+127] "" X\n'],
    ["a signal over two lines", 'BO_ 1 M: 8 X\n SG_ S : 0|8@1+\n (1,0) [0|0] "" X\n'],
    ["words behind the sender", 'BO_ 1 M: 8 X // direction: Rx\n SG_ S : 0|8@1+ (1,0) [0|0] "" X // note\n'],
    ["a text that ends with a backslash", `CM_ "C:\\buses\\";\n${head}CM_ BO_ 1 "fine";\n`],
    ["an escaped quotation mark", `CM_ "a \\"word\\" in\nBO_ 2 N: 8 X\ntwo lines";\n${head}`],
    ["values without a semicolon", `${head}VAL_ 1 S 1 "on" 0 "off"\nVAL_ 1 S 2 "x" ;\n`],
    ["a baud rate, and no list of keywords", `BS_: 500000 : 0,0\n${head}`],
    [
      "signals of no message, two alike",
      `BO_ 3221225472 VECTOR__INDEPENDENT_SIG_MSG: 0 Vector__XXX\n SG_ S : 0|8@1- (1,0) [0|0] "" X\n SG_ S : 0|8@1- (1,0) [0|0] "" X\n\n${head}`,
    ],
  ])("%s", (_what, text) => {
    const message = only(text);
    expect([...message.signals.values()].map((one) => rawOf(Uint8Array.of(7, 9), one))).toEqual([7]);
  });

  test("UTF-16, as editors on Windows save it", async () => {
    const file = written("bus.dbc", Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(head, "utf16le")]));
    expect((await loadDbc(file)).messages.map(({ name }) => name)).toEqual(["M"]);
  });

  test("a float of a length that floats do not have is no number", () => {
    const message = only('BO_ 1 M: 8 X\n SG_ F : 0|16@1- (1,0) [0|0] "" X\nSIG_VALTYPE_ 1 F : 1;\n');
    expect([...message.signals.values()].map((one) => rawOf(new Uint8Array(8), one))).toEqual([undefined]);
  });

  test("a text as a long signal is no number, and no error", () => {
    const message = only('BO_ 1 Vin: 17 X\n SG_ Vin : 0|136@1+ (1,0) [0|0] "" X\n');
    expect([...message.signals.values()].map((one) => rawOf(new Uint8Array(17), one))).toEqual([undefined]);
  });

  test("an identifier of 29 bits without the bit that says so", () => {
    expect(only("BO_ 276135936 GasPedal: 8 K20\n").id).toBe(0x9075_8000);
    expect(only("BO_ 2147483649 M: 8 X\n").id).toBe(0x8000_0001);
    expect(only("BO_ 2047 M: 8 X\n").id).toBe(0x7ff);
  });

  test("long names stand where CANdb++ cut them, and what they select follows", () => {
    const message = only(
      'BO_ 1 Short_0001: 8 X\n SG_ Page_01 M : 0|8@1+ (1,0) [0|0] "" X\n SG_ S m3 : 8|8@1+ (1,0) [0|0] "" X\nBA_ "SystemMessageLongSymbol" BO_ 1 "The_Long_Name";\nBA_ "SystemSignalLongSymbol" SG_ 1 Page_01 "Page_Selector";\n',
    );
    const taken = only(
      'BO_ 1 M: 8 X\n SG_ A : 0|8@1+ (1,0) [0|0] "" X\n SG_ B : 8|8@1+ (1,0) [0|0] "" X\nBA_ "SystemSignalLongSymbol" SG_ 1 A "B";\n',
    );
    expect([...taken.signals.keys()]).toEqual(["A", "B"]);
    expect([message.name, ...message.signals.keys()]).toEqual(["The_Long_Name", "Page_Selector", "S"]);
    const selected = message.signals.get("S");
    expect(selected !== undefined && isPresent(Uint8Array.of(3, 9), message, selected)).toBe(true);
  });

  test.each<readonly [string, string, boolean]>([
    [
      "by its word",
      'BA_DEF_ BO_ "VFrameFormat" ENUM "StandardCAN","ExtendedCAN","reserved","J1939PG";\nBA_DEF_DEF_ "VFrameFormat" "J1939PG";\n',
      true,
    ],
    ["by its number", 'BA_DEF_ BO_ "VFrameFormat" INT 0 3;\nBA_DEF_DEF_ "VFrameFormat" 3;\n', true],
    [
      "over two lines",
      'BA_DEF_ BO_ "VFrameFormat" ENUM\n "A","J1939PG";\nBA_ "VFrameFormat" BO_\n 2566834709 1;\n',
      true,
    ],
    ["of another message", 'BA_DEF_ BO_ "VFrameFormat" INT 0 3;\nBA_ "VFrameFormat" BO_ 5 3;\n', false],
  ])("a J1939 group is known %s", (_what, attributes, expected) => {
    expect(only(`BO_ 2566834709 M: 8 X\n${attributes}`).j1939).toBe(expected);
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
