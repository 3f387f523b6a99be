import { describe, expect, test } from "vitest";
import type { VehicleEvent } from "../../../contract/events.ts";
import { createEmulator } from "../../../simulators/elm327/emulator.ts";
import { fictitiousVin } from "../../../simulators/vehicle/vin.ts";
import { warmDrive } from "../recorded.ts";
import { dial, plugged } from "./client.ts";

const ramp: readonly VehicleEvent[] = [
  { kind: "drive", drive: "ramp", at: 0 },
  ...Array.from(
    { length: 101 },
    (_, s): VehicleEvent => ({ kind: "sample", path: "Vehicle.Speed", value: s, at: s * 1_000 }),
  ),
];

/** A car on its own clock, asked over CAN without echo or search. */
const driven = async (events: readonly VehicleEvent[], options: Parameters<typeof plugged>[1] = {}) => {
  let nowMs = 0;
  const { port } = await plugged(events, { now: () => nowMs, ...options });
  const client = await dial(port);
  await client.ask("ATE0\r");
  await client.ask("ATSP6\r");
  return {
    at: async (ms: number, command: string): Promise<string> => {
      nowMs = ms;
      return (await client.ask(`${command}\r`)).replace("\r\r>", "");
    },
  };
};

describe("the car behind the adapter", () => {
  test("its drive begins with the first request, however late that is", async () => {
    const car = await driven(ramp);
    await car.at(60_000, "ATRV");
    expect(await car.at(90_000, "010D")).toBe("41 0D 00");
    expect(await car.at(97_000, "010D")).toBe("41 0D 07");
  });

  test("it can live ten times as fast", async () => {
    const car = await driven(ramp, { speed: 10 });
    await car.at(0, "010D");
    expect(await car.at(5_000, "010D")).toBe("41 0D 32");
  });

  test("after the drive it rolls out, then the ignition is off and the 12 V side rests", async () => {
    const car = await driven(ramp);
    await car.at(0, "010D");
    expect(await car.at(101_000, "010D")).toBe("41 0D 00");
    expect(await car.at(111_000, "010D")).toBe("NO DATA");
    expect(await car.at(112_000, "ATRV")).toBe("12.4V");
    await car.at(113_000, "ATSP0");
    expect(await car.at(114_000, "0100")).toBe("SEARCHING...\rUNABLE TO CONNECT");
  });

  test("or it holds its last readings, or drives again", async () => {
    const holding = await driven(ramp, { atEnd: "hold" });
    await holding.at(0, "010D");
    expect(await holding.at(900_000, "010D")).toBe("41 0D 64");
    const looping = await driven(ramp, { atEnd: "loop" });
    await looping.at(0, "010D");
    expect(await looping.at(50_000, "010D")).toBe("41 0D 32");
    expect(await looping.at(205_000, "010D")).toBe("41 0D 05");
  });

  test("a signal that falls silent in the drive is not answered any more", async () => {
    const plan = {
      name: "silent",
      description: "",
      codes: [],
      signals: [{ path: "Vehicle.Speed", fromSeconds: 20, untilSeconds: 60, mode: "dropout" } as const],
    };
    const car = await driven(ramp, { plan });
    expect(await car.at(0, "010D")).toBe("41 0D 00");
    expect(await car.at(25_000, "010D")).toBe("41 0D 13");
    expect(await car.at(55_000, "010D")).toBe("NO DATA");
    expect(await car.at(65_000, "010D")).toBe("41 0D 41");
  });

  test("a recorded drive answers with what it recorded, and with a well-formed VIN of nobody", async () => {
    const emulator = await createEmulator({ drive: warmDrive, now: () => 0 });
    const client = await dial(emulator.port);
    for (const setting of ["ATE0", "ATS0", "ATSP6"]) await client.ask(`${setting}\r`);
    expect(await client.ask("0105\r")).toBe("410582\r\r>");
    expect(await client.ask("0146\r")).toBe("41463C\r\r>");
    expect(await client.ask("ATRV\r")).toBe("14.1V\r\r>");
    const vin = (await client.ask("0902\r")).replace(/^014\r|\d:|\r|>/g, "").slice(6);
    expect(Buffer.from(vin, "hex").toString()).toBe(fictitiousVin);
    await emulator.close();
  });
});
