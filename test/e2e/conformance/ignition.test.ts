import { describe, expect, test } from "vitest";
import { buses } from "../../../simulators/elm327/buses.ts";
import { personalities } from "../../../simulators/elm327/personalities.ts";
import type { Personality } from "../../../simulators/elm327/personality.ts";
import { startRide } from "./ride.ts";

const drivenMs = 120_000;
/** How soon after key-off the last request to the car must have gone out, ms; one that is under way may still end. */
const quietMs = 3_000;
const parkedMs = 600_000;
/** Requests that may wake the sleeping units in ten minutes: to find out that they sleep, and hardly more. */
const mostWakes = 30;
/** From key-on to the first readings, ms: a look at the voltage every two seconds, then the slowest initialisation of a bus. */
const againMs = 20_000;
/** Where trouble strikes in between: resets that time out, and a few steps of the back-off. */
const troubledAgainMs = 240_000;

const parked = async (personality: Personality, protocol: string, seed: number): Promise<void> => {
  const troubled = personality.chances !== undefined || personality.dropsCharacter !== undefined;
  const ride = startRide({ personality, protocol, seed, ecuDelayMs: personality.waits ? 10 : 0 });
  const { time, car } = ride;
  await time.run(drivenMs);
  expect(ride.readings()).toBeGreaterThan(500);

  car.turn(false);
  await time.run(quietMs + (troubled ? 10_000 : 0));
  const before = ride.requests();
  await time.run(parkedMs);
  expect(ride.requests() - before, "requests to a car that sleeps").toBeLessThanOrEqual(mostWakes);
  expect(ride.link()).not.toBe("up");

  car.turn(true);
  const parkedWith = ride.readings();
  const again = await time.run(troubled ? troubledAgainMs : againMs, () => ride.readings() > parkedWith + 20);
  expect(again, "reads again after key-on").toBe(true);
  expect(ride.wrong).toEqual([]);
  ride.end();
};

describe.each(["1", "3", "5", "6", "7"].map((protocol) => [buses[protocol]?.name ?? "", protocol] as const))(
  "a car that is parked for ten minutes, %s",
  (_, protocol) => {
    test.each(personalities.map((personality, n) => [personality.name, personality, n] as const))(
      "%s",
      async (_name, personality, n) => parked(personality, protocol, n + 1),
    );
  },
);
