import type { ParsedAnswer } from "./answers.ts";
import type { FailureCode } from "./failures.ts";

/**
 * What was learned of one car and one adapter: how long each PID's data is in each ECU, which ECUs cannot take several
 * PIDs at once, and what the digit behind a request counts. Nothing of it is assumed; all of it comes from whole answers.
 */
export interface Learned {
  /** Data bytes by ECU and PID, from single requests that were listened to until the adapter's wait ran out. */
  readonly lengths: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Batches that an ECU spoiled since its last good one; from `strikesOut` on it is asked for one PID at a time. */
  readonly strikes: ReadonlyMap<string, number>;
  /** What the count of expected answers means to this adapter. */
  readonly counts: "unknown" | "frames" | "tryAnswers" | "answers" | "off";
  /** Answers in a row that a count cut off. */
  readonly cutOff: number;
  /** Whole answers in a row that took as long as if the count had not been reached. */
  readonly slow: number;
  /** Quickest answer under an unambiguous count, real ms: what a count that works costs. */
  readonly quickestMs: number;
}

/** One request as it goes over the wire, and what a whole answer to it looks like. */
export interface Plan {
  readonly pids: readonly string[];
  readonly command: string;
  /** ECUs that should answer; none when that is not known yet. */
  readonly ecus: readonly string[];
  /** The count of expected answers at the end of the command; undefined without one. */
  readonly count: number | undefined;
  /** Whether frames and answers differ in number, so that the count's meaning shows. */
  readonly telling: boolean;
}

/** J1979 on CAN: no more PIDs in a request. */
export const mostPids = 6;
const strikesOut = 2;
/** So many counts in a row that cut an answer off mean that this adapter cannot be trusted with them. */
const cutOffOut = 3;
/** One slow answer may be a busy ECU; so many in a row mean that the count is misunderstood. */
const slowOut = 3;

/** Before anything was heard. */
export const nothingLearned: Learned = {
  lengths: new Map(),
  strikes: new Map(),
  counts: "unknown",
  cutOff: 0,
  slow: 0,
  quickestMs: Number.POSITIVE_INFINITY,
};

const speakersOf = ({ lengths }: Learned, pid: string): readonly string[] =>
  [...lengths].filter(([, known]) => known.has(pid)).map(([ecu]) => ecu);

/** Whether a PID may share a request: its length is known in every ECU that has it, and each of them takes batches. */
export const isBatchable = (learned: Learned, pid: string): boolean => {
  const speakers = speakersOf(learned, pid);
  return speakers.length > 0 && speakers.every((ecu) => ecu !== "" && (learned.strikes.get(ecu) ?? 0) < strikesOut);
};

/** ISO 15765-2: up to seven bytes are one frame, else six in the first and seven in each that follows. */
const framesFor = (bytes: number): number => (bytes <= 7 ? 1 : 1 + Math.ceil((bytes - 6) / 7));

const expected = (learned: Learned, pids: readonly string[]): { ecus: readonly string[]; frames: number } => {
  const ecus = [...new Set(pids.flatMap((pid) => speakersOf(learned, pid)))].sort();
  const frames = ecus.map((ecu) => {
    const known = learned.lengths.get(ecu);
    const lengths = pids.flatMap((pid) => known?.get(pid) ?? []);
    return framesFor(lengths.reduce((sum, length) => sum + 1 + length, 1));
  });
  return { ecus, frames: frames.reduce((sum, count) => sum + count, 0) };
};

/** The request for these PIDs. `counted` is false where an answer is listened to until the adapter's wait runs out. */
export const planFor = (learned: Learned, pids: readonly string[], counted: boolean): Plan => {
  const { ecus, frames } = expected(learned, pids);
  const telling = frames !== ecus.length;
  const wanted = learned.counts === "answers" || learned.counts === "tryAnswers" ? ecus.length : frames;
  // Without headers nobody knows how many ECUs spoke. The digit is hexadecimal; 0 would mean none.
  const can = counted && learned.counts !== "off" && ecus.length > 0 && !ecus.includes("") && wanted <= 15;
  const count = can ? wanted : undefined;
  const digit = count === undefined ? "" : count.toString(16).toUpperCase();
  return { pids, command: `01${pids.join("")}${digit}`, ecus, count, telling };
};

/** Lengths that tell the parts of a batch apart. */
export const lengthIn = ({ lengths }: Learned, pid: string, ecu: string): readonly number[] => {
  const length = lengths.get(ecu)?.get(pid);
  return length === undefined ? [] : [length];
};

/** How an answer came back, and what to do about it. */
export interface Verdict {
  readonly learned: Learned;
  /** The count cut it off: ask the same at once without one. The answer itself may still hold good values. */
  readonly again: boolean;
  /** PIDs that were promised and did not come, though the request as a whole was answered. */
  readonly missing: readonly string[];
}

const withLengths = (learned: Learned, answer: ParsedAnswer & { ok: true }): Learned => {
  const fresh = answer.answers.filter(({ ecu, pid, bytes }) => learned.lengths.get(ecu)?.get(pid) !== bytes.length);
  if (fresh.length === 0) return learned;
  const lengths = new Map(learned.lengths);
  for (const { ecu, pid, bytes } of fresh) lengths.set(ecu, new Map(lengths.get(ecu)).set(pid, bytes.length));
  return { ...learned, lengths };
};

const withStrike = (learned: Learned, ecus: readonly string[]): Learned => {
  const strikes = new Map(learned.strikes);
  for (const ecu of ecus) strikes.set(ecu, (strikes.get(ecu) ?? 0) + 1);
  return { ...learned, strikes };
};

const forgiven = (learned: Learned, ecus: readonly string[]): Learned => {
  if (!ecus.some((ecu) => (learned.strikes.get(ecu) ?? 0) > 0)) return learned;
  const strikes = new Map(learned.strikes);
  for (const ecu of ecus) strikes.delete(ecu);
  return { ...learned, strikes };
};

/** A PID that is not even given when asked for alone spoiled its batches itself: the ECUs are not to blame. */
const forgotten = (learned: Learned, pid: string): Learned => {
  const speakers = speakersOf(learned, pid);
  if (speakers.length === 0) return learned;
  const lengths = new Map(learned.lengths);
  for (const ecu of speakers) {
    const known = new Map(lengths.get(ecu));
    known.delete(pid);
    lengths.set(ecu, known);
  }
  return forgiven({ ...learned, lengths }, speakers);
};

/** What the time of a whole, counted answer says of the count: one that was not reached costs the adapter's whole wait. */
const withTiming = (learned: Learned, { telling }: Plan, elapsedMs: number): Learned => {
  if (!telling) {
    const quickestMs = Math.min(learned.quickestMs, elapsedMs);
    return quickestMs === learned.quickestMs && learned.cutOff === 0 ? learned : { ...learned, quickestMs, cutOff: 0 };
  }
  if (learned.counts === "tryAnswers") return { ...learned, counts: "answers", cutOff: 0, slow: 0 };
  if (learned.counts === "answers" || !Number.isFinite(learned.quickestMs))
    return learned.cutOff === 0 ? learned : { ...learned, cutOff: 0 };
  const isSlow = elapsedMs > learned.quickestMs * 1.5 + 15;
  if (!isSlow) {
    const known = learned.counts === "frames" && learned.cutOff === 0 && learned.slow === 0;
    return known ? learned : { ...learned, counts: "frames", cutOff: 0, slow: 0 };
  }
  const slow = learned.slow + 1;
  return slow < slowOut ? { ...learned, slow, cutOff: 0 } : { ...learned, counts: "tryAnswers", slow: 0, cutOff: 0 };
};

const withCutOff = (learned: Learned, { telling }: Plan): Learned => {
  // The trial failed: then the digit counts frames after all.
  if (telling && learned.counts === "tryAnswers") return { ...learned, counts: "frames", slow: 0 };
  const cutOff = learned.cutOff + 1;
  return { ...learned, cutOff, counts: cutOff >= cutOffOut ? "off" : learned.counts };
};

/** Bad answers that a count may have made. */
const madeByCount: readonly FailureCode[] = ["INCOMPLETE", "RESPONSE_PENDING", "UNKNOWN_COMMAND", "NO_DATA"];
/** Bad answers that an ECU makes which does not take several PIDs at once. */
const madeByBatch: readonly FailureCode[] = [
  "NO_DATA",
  "NEGATIVE_RESPONSE",
  "LENGTH_MISMATCH",
  "ECHO_MISMATCH",
  "DUPLICATE_ANSWER",
  "UNKNOWN_COMMAND",
];

/** What a car's answer to a plan teaches. `elapsedMs` is from sending to the prompt, real ms. */
export const learn = (learned: Learned, plan: Plan, answer: ParsedAnswer, elapsedMs: number): Verdict => {
  const { pids, ecus, count } = plan;
  const isBatch = pids.length > 1;
  if (!answer.ok) {
    const { code } = answer.error;
    if (count !== undefined && madeByCount.includes(code))
      return { learned: withCutOff(learned, plan), again: true, missing: [] };
    if (isBatch && madeByBatch.includes(code))
      return { learned: withStrike(learned, ecus), again: false, missing: pids };
    const [pid = ""] = pids;
    if (!isBatch && (code === "NO_DATA" || code === "NEGATIVE_RESPONSE"))
      return { learned: forgotten(learned, pid), again: false, missing: [] };
    return { learned, again: false, missing: [] };
  }
  const silent = ecus.filter((ecu) => !answer.answers.some((one) => one.ecu === ecu));
  if (count !== undefined && silent.length > 0) return { learned: withCutOff(learned, plan), again: true, missing: [] };
  if (!isBatch) {
    // An answer that a count may have cut short says nothing of who else would have spoken.
    const taught = count === undefined ? withLengths(learned, answer) : withTiming(learned, plan, elapsedMs);
    return { learned: taught, again: false, missing: [] };
  }
  const spoiled = ecus.filter((ecu) =>
    pids.some(
      (pid) =>
        lengthIn(learned, pid, ecu).length > 0 && !answer.answers.some((one) => one.ecu === ecu && one.pid === pid),
    ),
  );
  const missing = pids.filter((pid) => !answer.answers.some((one) => one.pid === pid));
  const good = forgiven(
    learned,
    ecus.filter((ecu) => !spoiled.includes(ecu)),
  );
  const struck = spoiled.length > 0 ? withStrike(good, spoiled) : good;
  return { learned: count === undefined ? struck : withTiming(struck, plan, elapsedMs), again: false, missing };
};
