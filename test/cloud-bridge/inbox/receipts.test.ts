import { describe, expect, test } from "vitest";
import { createReceiptSender } from "../../../cloud-bridge/inbox/receipts.ts";
import { movedClock } from "../../support/moved-clock.ts";

describe("receipts", () => {
  const setUp = (isListening = (_vehicleId: string): boolean => true) => {
    const clock = movedClock();
    const told: string[] = [];
    const tell = (topic: string, payload: string): void => void told.push(`${topic} ${JSON.parse(payload).upTo}`);
    const sender = createReceiptSender({ clock, delayMs: 50, isListening, tell });
    const add = (vehicleId: string, epoch: number, upTo: number): void =>
      sender.add([{ vehicleId, receipt: { v: 1, epoch, upTo, gaps: [] } }]);
    return { clock, told, sender, add };
  };

  test("of one boot are gathered: the newest is told once", () => {
    const { clock, told, add } = setUp();
    add("car-1", 1, 0);
    clock.move(49);
    add("car-1", 1, 1);
    add("car-2", 1, 9);
    expect(told).toEqual([]);
    clock.move(1);
    expect(told).toEqual(["fettle/v1/car-1/down/receipt 1", "fettle/v1/car-2/down/receipt 9"]);
  });

  test("of two boots are two", () => {
    const { clock, told, add } = setUp();
    add("car-1", 1, 5);
    add("car-1", 2, 0);
    clock.move(50);
    expect(told).toHaveLength(2);
  });

  test("are not told to a car that is away", () => {
    const { clock, told, add } = setUp((vehicleId) => vehicleId !== "car-1");
    add("car-1", 1, 5);
    clock.move(50);
    expect(told).toEqual([]);
  });

  test("in hand are told at the end, and none after it", () => {
    const { clock, told, add, sender } = setUp();
    add("car-1", 1, 5);
    sender.close();
    add("car-1", 1, 6);
    expect({ told, waiting: clock.waiting() }).toEqual({ told: ["fettle/v1/car-1/down/receipt 5"], waiting: 0 });
  });
});
