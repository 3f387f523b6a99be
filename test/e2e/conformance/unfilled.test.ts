import { expect, test } from "vitest";
import { ideal } from "../../../simulators/elm327/personalities.ts";
import { startRide } from "./ride.ts";
import { createUnfilled } from "./unfilled.ts";

test("frames end where what they declare ends", () => {
  const print = createUnfilled(3);
  expect(print("7E804410C1AF8AAAAAA\r7E903410D32AAAAAAAA\r\r>")).toBe("7E804410C1AF8\r7E903410D32\r\r>");
  expect(print("7E81009490401414243\r7E821444546AAAAAAAA\r")).toBe("7E81009490401414243\r7E821444546\r");
});

test.each([
  ["11 bit", "6", 3],
  ["29 bit", "7", 8],
] as const)(
  "a car of three units that never fill their frames up is read whole, CAN %s",
  async (_, protocol, digits) => {
    const ride = startRide({ personality: ideal, protocol, seed: 5, print: createUnfilled(digits) });
    const { time } = ride;
    expect(await time.run(5_000, () => ride.link() === "up"), "connected at once").toBe(true);
    await time.run(180_000);
    for (const kind of ["03", "07", "0A", "identity"] as const) expect(ride.count(kind), kind).toBeGreaterThan(0);
    expect(ride.readings()).toBeGreaterThan(5_000);
    expect(ride.failures.get("SHORT_FRAME"), "only until each unit has proven itself").toBeLessThanOrEqual(3);
    expect(ride.wrong).toEqual([]);
    ride.end();
  },
);
