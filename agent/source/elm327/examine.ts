import { supportedPids } from "../obd/bitmap.ts";
import type { Reach } from "./baud-search.ts";
import { bitmapBases } from "./session.ts";
import { openShortSession, type ShortSession } from "./short-session.ts";

/** One control unit that answered. */
export interface ExaminedEcu {
  readonly header: string;
  readonly pids: readonly string[];
}

/** What an adapter and the car behind it are, as far as they said. */
export interface Examined {
  readonly address: string;
  readonly baudRate: number | undefined;
  /** ATI, AT@1 and STI; undefined where it does not know the command. */
  readonly banner: string | undefined;
  readonly device: string | undefined;
  readonly stn: string | undefined;
  /** Commands that a genuine chip of this version knows and this one refused. */
  readonly refuses: readonly string[];
  /** Median of a few, ms. */
  readonly roundTripMs: number | undefined;
  readonly volts: number | undefined;
  readonly protocol: string | undefined;
  /** Why no bus was found. */
  readonly reason: string | undefined;
  readonly ecus: readonly ExaminedEcu[];
}

/** Settings that every genuine chip since 1.4 takes and that change nothing for this session. */
const genuineCommands = ["ATCAF1", "ATAL", "ATFCSM0", "ATAT1", "ATCFC1", "ATPPS"] as const;
const roundTrips = 7;

const firstWord = (lines: readonly string[] | undefined): string | undefined => {
  const word = lines?.findLast((line) => line.trim() !== "" && !line.startsWith("AT"));
  return word === undefined || word === "?" ? undefined : word;
};

const median = (values: readonly number[]): number | undefined => values.toSorted((a, b) => a - b)[values.length >> 1];

const measure = async (session: ShortSession, now: () => number): Promise<number | undefined> => {
  const times: number[] = [];
  for (let n = 0; n < roundTrips; n++) {
    const from = now();
    if ((await session.say("ATI")) !== undefined) times.push(now() - from);
  }
  return median(times);
};

const unitsOf = async (session: ShortSession): Promise<readonly ExaminedEcu[]> => {
  const found = new Map<string, string[]>();
  for (const base of bitmapBases) {
    const answer = await session.ask(`01${base}`);
    if (!answer.ok) break;
    const said = answer.answers.map(({ ecu, bytes }) => ({ ecu, pids: supportedPids(base, bytes) ?? [] }));
    for (const { ecu, pids } of said)
      found.set(ecu, [...(found.get(ecu) ?? []), ...pids.filter((pid) => !bitmapBases.includes(pid))]);
    const next = bitmapBases[bitmapBases.indexOf(base) + 1];
    if (next === undefined || !said.some(({ pids }) => pids.includes(next))) break;
  }
  return [...found].map(([header, pids]) => ({ header, pids }));
};

/** Looks at one adapter and the car behind it: a few dozen commands, all of them harmless. `now` is monotonic, ms. */
export const examine = async (reach: Reach, now: () => number): Promise<Examined> => {
  const session = await openShortSession(reach);
  try {
    const banner = firstWord(await session.say("ATI"));
    const device = firstWord(await session.say("AT@1"));
    const stn = firstWord(await session.say("STI"));
    const refuses: string[] = [];
    for (const command of genuineCommands) if ((await session.say(command))?.includes("?")) refuses.push(command);
    const roundTripMs = await measure(session, now);
    const voltage = await session.ask("ATRV");
    const [high = 0, low = 0] = voltage.ok ? (voltage.answers[0]?.bytes ?? []) : [];
    const bus = banner === undefined && device === undefined ? { reason: "NO ADAPTER" } : await session.findBus();
    const isFound = "protocol" in bus;
    return {
      address: reach.address,
      baudRate: session.baudRate,
      banner,
      device,
      stn,
      refuses,
      roundTripMs,
      volts: voltage.ok ? (high * 256 + low) / 1_000 : undefined,
      protocol: isFound ? bus.protocol : undefined,
      reason: isFound ? undefined : bus.reason,
      ecus: isFound ? await unitsOf(session) : [],
    };
  } finally {
    session.close();
  }
};
