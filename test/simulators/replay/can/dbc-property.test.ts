import fc from "fast-check";
import { expect, test } from "vitest";
import { isPresent, rawOf } from "../../../../simulators/replay/can/dbc.ts";
import { parseDbc } from "../../../../simulators/replay/can/dbc-file.ts";

interface Drawn {
  readonly name: string;
  readonly length: number;
  readonly bigEndian: boolean;
  readonly signed: boolean;
  readonly value: bigint;
}

/** The places of a signal's bits in sending order of its byte order, least bit first; bit 0 of byte 0 is place 0. */
type Placed = Drawn & { readonly places: readonly number[]; readonly start: number };

/**
 * Lays signals into a message bit by bit, by the picture of the format alone: a little-endian signal climbs from place to
 * place; a big-endian one, read from its greatest bit, descends in a byte and goes on at the top of the next one.
 */
const placeAll = (drawn: readonly Drawn[], from: number): readonly Placed[] => {
  let free = from;
  return drawn.map((one) => {
    // A new byte for each, so that neither order runs into the one before.
    const base = Math.ceil(free / 8) * 8;
    const bits = Array.from({ length: one.length }, (_, k) => k);
    if (!one.bigEndian) {
      const places = bits.map((k) => base + k);
      free = base + one.length;
      return { ...one, places, start: base };
    }
    const descending = bits.map((k) => base + (k >> 3) * 8 + (7 - (k & 7)));
    free = base + Math.ceil(one.length / 8) * 8;
    return { ...one, places: descending.toReversed(), start: base + 7 };
  });
};

const encode = (placed: readonly Placed[], bytes: number): Uint8Array => {
  const data = new Uint8Array(bytes);
  for (const { places, value, length } of placed) {
    const raw = BigInt.asUintN(length, value);
    for (const [k, place] of places.entries())
      if ((raw >> BigInt(k)) & 1n) data[place >> 3] = (data[place >> 3] ?? 0) | (1 << (place & 7));
  }
  return data;
};

const line = ({ name, start, length, bigEndian, signed }: Placed, mux = ""): string =>
  ` SG_ ${name}${mux} : ${start}|${length}@${bigEndian ? 0 : 1}${signed ? "-" : "+"} (1,0) [0|0] "" X\n`;

const drawnSignal = (name: string): fc.Arbitrary<Drawn> =>
  fc
    .tuple(fc.integer({ min: 1, max: 64 }), fc.boolean(), fc.boolean())
    .chain(([length, bigEndian, signed]) =>
      fc
        .bigInt(
          signed ? -(2n ** BigInt(length - 1)) : 0n,
          signed ? 2n ** BigInt(length - 1) - 1n : 2n ** BigInt(length) - 1n,
        )
        .map((value) => ({ name, length, bigEndian, signed, value })),
    );

test("signals laid into a frame bit by bit come out as they went in, in both orders, with and without a sign", () => {
  fc.assert(
    fc.property(fc.tuple(drawnSignal("A"), drawnSignal("B"), drawnSignal("C")), (drawn) => {
      const placed = placeAll(drawn, 0);
      const data = encode(placed, 64);
      const [message] = parseDbc(`BO_ 1 M: 64 X\n${placed.map((one) => line(one)).join("")}`, "t.dbc").messages;
      const read = [...(message?.signals.values() ?? [])].map((one) => rawOf(data, one));
      expect(read).toEqual(drawn.map(({ value }) => Number(value)));
    }),
  );
});

test("of multiplexed signals exactly those of the page are there, with their values", () => {
  const page = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(
      fc.uniqueArray(page, { minLength: 2, maxLength: 5 }),
      fc.nat(),
      drawnSignal("S"),
      (pages, turn, drawn) => {
        const chosen = pages[turn % pages.length] ?? 0;
        const [mux, ...rest] = placeAll(
          [{ name: "Mux", length: 8, bigEndian: false, signed: false, value: BigInt(chosen) }, drawn],
          0,
        );
        const [signal] = rest;
        if (mux === undefined || signal === undefined) throw new Error("nothing placed");
        const lines = pages.map((one) => line({ ...signal, name: `S${one}` }, ` m${one}`)).join("");
        const [message] = parseDbc(`BO_ 1 M: 64 X\n${lines}${line(mux, " M")}`, "t.dbc").messages;
        if (message === undefined) throw new Error("no message");
        const data = encode([mux, signal], 64);
        const there = [...message.signals.values()].filter((one) => isPresent(data, message, one));
        expect(there.map(({ name }) => name)).toEqual([`S${chosen}`, "Mux"]);
        expect(there.slice(0, 1).map((one) => rawOf(data, one))).toEqual([Number(drawn.value)]);
      },
    ),
  );
});
