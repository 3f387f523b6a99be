import { describe, expect, test } from "vitest";
import { buses, searchOrder } from "../../../simulators/elm327/buses.ts";
import { personalities } from "../../../simulators/elm327/personalities.ts";
import type { Personality } from "../../../simulators/elm327/personality.ts";
import { type Ride, startRide } from "./ride.ts";

/** Readings each cell must compare: 23 personalities on 9 buses make a million. */
const readingsPerCell = 4_900;
/** Virtual time in which it must have them, ms: the slowest way gives five a second. */
const mostPollingMs = 30 * 60_000;
/** A list of codes is read once a minute at least; a line full of trouble may need a few tries. */
const codesMs = 10 * 60_000;
const outageMs = 30_000;
/** How long after the plug was pulled the driver may still believe in it, ms: its own time limits, twice. */
const noticedMs = 5_000;
/** After an outage of half a minute the next try comes within this time, ms (back-off with jitter). */
const nextTryMs = 45_000;

const isTroubled = ({ chances, dropsCharacter }: Personality): boolean =>
  chances !== undefined || dropsCharacter !== undefined;

/** How long an adapter may take from the opening of the port until the car answers, ms. */
const startLimitMs = (personality: Personality, protocol: string): number => {
  const { waits, latencyMs, pendingMs } = personality;
  const quietMs = 2_000;
  const tried = searchOrder.slice(0, searchOrder.indexOf(protocol));
  const searchMs = tried.reduce((sum, digit) => sum + (buses[digit]?.failsMs ?? 0), buses[protocol]?.opensMs ?? 0);
  const slowMs = (waits ? searchMs + 3_000 : 0) + (latencyMs === undefined ? 0 : 5_000) + (pendingMs ?? 0);
  // Trouble in the very first words costs a reset that times out, a drain as long, and a back-off.
  return quietMs + slowMs + (isTroubled(personality) ? 30_000 : 0);
};

const everyList = (ride: Ride): boolean =>
  (["03", "07", "0A", "identity"] as const).every((kind) => ride.count(kind) > 0);

const ridden = async (personality: Personality, protocol: string, seed: number): Promise<void> => {
  const ride = startRide({ personality, protocol, seed, ecuDelayMs: personality.waits ? 10 : 0 });
  const { time } = ride;
  const limitMs = startLimitMs(personality, protocol);

  expect(await time.run(limitMs, () => ride.link() === "up"), "connected in time").toBe(true);
  expect(await time.run(codesMs, () => everyList(ride)), "codes and VIN were read").toBe(true);
  const enough = (): boolean => ride.readings() >= readingsPerCell * 0.9;
  expect(await time.run(mostPollingMs, enough), `enough readings (${ride.readings()})`).toBe(true);

  ride.unplug();
  expect(await time.run(noticedMs, () => ride.link() !== "up"), "the outage was reported").toBe(true);
  await time.run(outageMs);
  expect(ride.link()).not.toBe("up");
  const before = ride.readings();
  ride.plugIn();
  expect(await time.run(nextTryMs + limitMs, () => ride.link() === "up"), "connected again in time").toBe(true);
  const more = (): boolean => ride.readings() >= before + readingsPerCell * 0.1;
  expect(await time.run(mostPollingMs, more), "polls again").toBe(true);

  expect(ride.wrong).toEqual([]);
  // Two lost characters can make a 04 of 0149; on every other line nothing may ever clear the car's codes unasked.
  if (personality.dropsCharacter === undefined) expect(ride.car.clears()).toBe(0);
  ride.end();
  await time.run(10 * 60_000);
  expect(time.pending(), "no timer is left behind").toBe(0);
};

test("a million readings are compared", () => {
  expect(personalities.length * searchOrder.length * readingsPerCell).toBeGreaterThanOrEqual(1_000_000);
});

/** Every personality on these buses: start, poll, codes, VIN, and the plug pulled and put back. */
export const describeMatrix = (protocols: readonly string[]): void => {
  describe.each(protocols.map((protocol) => [buses[protocol]?.name ?? protocol, protocol] as const))(
    "the driver on %s",
    (_, protocol) => {
      test.each(personalities.map((personality, n) => [personality.name, personality, n] as const))(
        "%s",
        async (_name, personality, n) => ridden(personality, protocol, Number(protocol) * 100 + n),
      );
    },
  );
};
