import fc from "fast-check";
import { expect, test } from "vitest";
import { createVirtualTime } from "../../../simulators/process/virtual-time.ts";

test("deferred calls run in the order of their instants, those of one instant in the order they were made", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ ms: fc.nat(50), cancelled: fc.boolean() })), async (calls) => {
      const time = createVirtualTime();
      const ran: number[] = [];
      const timers = calls.map(({ ms }, n) => time.timers.after(ms, () => ran.push(n)));
      calls.forEach(({ cancelled }, n) => {
        if (cancelled) timers[n]?.[Symbol.dispose]();
      });
      const kept = calls.map((call, n) => ({ ...call, n })).filter(({ cancelled }) => !cancelled);
      expect(time.pending()).toBe(kept.length);
      await time.run(100);
      expect(ran).toEqual(kept.toSorted((a, b) => a.ms - b.ms || a.n - b.n).map(({ n }) => n));
      expect([time.pending(), time.now()]).toEqual([0, 100]);
    }),
  );
});

test("promises run to their end between two calls, and the clock stands where the condition became true", async () => {
  const time = createVirtualTime(1_000);
  const seen: number[] = [];
  time.timers.after(10, () => void Promise.resolve().then(() => seen.push(time.now())));
  time.timers.after(10, () => seen.push(-1));
  time.timers.after(99, () => seen.push(time.now()));
  expect(await time.run(500, () => seen.length === 2)).toBe(true);
  expect([...seen, time.now()]).toEqual([1_010, -1, 1_010]);
});

test("a wait ends with its time or with its signal", async () => {
  const time = createVirtualTime();
  const stop = new AbortController();
  const ends: string[] = [];
  void time.wait(10, stop.signal).then(() => ends.push(`waited ${time.now()}`));
  void time.wait(100, stop.signal).catch(() => ends.push(`stopped ${time.now()}`));
  await time.run(50);
  stop.abort();
  await time.run(0);
  expect(ends).toEqual(["waited 10", "stopped 50"]);
  await expect(time.wait(1, stop.signal)).rejects.toThrow();
  expect(time.pending()).toBe(0);
});
