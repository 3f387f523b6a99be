import type { Personality } from "./personality.ts";

const device = "OBDII to RS232 Interpreter";
const wellBehaved = { banner: "ELM327 v1.5", device, waits: false, counts: "answers", extendsOnPending: true } as const;
const realTime = { ...wellBehaved, waits: true } as const;

/** What the cheap copies leave out: their firmware is of a chip that had no automatic formatting to switch. */
const leftOutByClones =
  /^(CAF[01]|AL|NL|AT[012]|FC(SH|SD|SM).*|CSM[01]|CFC[01]|IGN|PPS|PP.*|LP|AMC|AMT|CEA.*|JTM[15])$/;

/** The adapter that nothing ails: what the demo drives with. */
export const ideal: Personality = {
  name: "ideal",
  says: "prompts right after the last answer; nothing goes wrong",
  ...wellBehaved,
};

/** Every adapter the emulator can be. The first is the default: no waiting, no trouble. */
export const personalities: readonly Personality[] = [
  ideal,
  {
    name: "genuine-1.4b",
    says: "a genuine chip of 2011: waits 200 ms for more, knows no response pending",
    ...realTime,
    banner: "ELM327 v1.4b",
    counts: "frames",
    extendsOnPending: false,
    refuses: /^(AMC|AMT|CTM[15]|CEA.*|SH[0-9A-F]{8})$/,
  },
  {
    name: "genuine-2.1",
    says: "a genuine chip of 2014: waits 200 ms for more, and longer for response pending",
    ...realTime,
    banner: "ELM327 v2.1",
    counts: "frames",
  },
  {
    name: "stn1110",
    says: "a chip of the STN family: knows STI and STDI, counts whole answers",
    ...realTime,
    banner: "ELM327 v1.4b",
    stn: { firmware: "STN1110 v4.0.3", device: "STN1110 r2.0" },
  },
  {
    name: "clone-1.5",
    says: "a copy with a version that never was: refuses ATCAF, ATAL, ATFCSH, ATAT and more",
    ...realTime,
    refuses: leftOutByClones,
  },
  {
    name: "clone-2.1-locks-up-on-ATTPA0",
    says: "a copy that is never heard of again after ATTPA0",
    ...realTime,
    banner: "ELM327 v2.1",
    locksUpOn: /^TPA0$/,
    refuses: /^(LP|PPS|PP.*|IGN|AMC|AMT|FC(SH|SD|SM).*)$/,
  },
  {
    name: "slow-bluetooth",
    says: "every piece takes 30 to 120 ms and has at most 64 characters",
    ...realTime,
    latencyMs: [30, 120],
    chunk: 64,
  },
  {
    name: "drops-characters",
    says: "one character in 400 is lost, in either direction",
    ...wellBehaved,
    dropsCharacter: 1 / 400,
  },
  {
    name: "echoes-before-E0",
    says: "goes on echoing for four commands after ATE0",
    ...wellBehaved,
    echoesOn: 4,
  },
  {
    name: "buffer-full-under-load",
    says: "loses its footing in one of five long answers",
    ...wellBehaved,
    chances: { bufferFull: 0.2 },
  },
  {
    name: "stopped-on-early-input",
    says: "one request in fifty ends with STOPPED",
    ...wellBehaved,
    chances: { stopped: 0.02 },
  },
  {
    name: "lv-reset",
    says: "browns out once in 400 requests and forgets its settings",
    ...wellBehaved,
    chances: { lvReset: 1 / 400 },
  },
  {
    name: "data-error",
    says: "one answer in thirty has a damaged line that it marks",
    ...wellBehaved,
    chances: { dataError: 1 / 60, rxError: 1 / 60 },
  },
  {
    name: "bus-error",
    says: "one request in a hundred meets a fault of the bus",
    ...wellBehaved,
    chances: { busError: 0.01 },
  },
  {
    name: "junk-after-reset",
    says: "prints FC and NULs around its banner",
    ...wellBehaved,
    junkAfterReset: true,
  },
  {
    name: "hangs",
    says: "once in 600 requests it falls silent until it is powered again",
    ...wellBehaved,
    chances: { hang: 1 / 600 },
  },
  {
    name: "answers-late",
    says: "one answer in 200 is held up by three seconds",
    ...wellBehaved,
    chances: { late: 1 / 200 },
  },
  {
    name: "disconnects-mid-frame",
    says: "once in 500 requests the connection breaks inside a line",
    ...wellBehaved,
    chances: { disconnect: 1 / 500 },
  },
  {
    name: "alerts",
    says: "ACT ALERT and LP ALERT come unasked, one request in thirty",
    ...wellBehaved,
    chances: { alert: 1 / 30 },
  },
  {
    name: "err94",
    says: "finds its settings damaged once in 400 requests",
    ...wellBehaved,
    chances: { err94: 1 / 400 },
  },
  {
    name: "slow-ecu",
    says: "units ask for 700 ms more before codes and vehicle information",
    ...realTime,
    pendingMs: 700,
  },
  {
    name: "refusing-ecu",
    says: "units refuse aloud what they do not know, next to the answers of the others",
    ...realTime,
    refusesAloud: true,
  },
  {
    name: "dawdling-ecu",
    says: "units take 160 ms more once in forty answers, when the adapter has learned to be quick",
    ...realTime,
    dawdles: { chance: 1 / 40, ms: 160 },
  },
];

/** The personality of this name; undefined for none. */
export const personalityNamed = (name: string): Personality | undefined =>
  personalities.find((personality) => personality.name === name);
