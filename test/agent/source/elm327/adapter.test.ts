import { expect, test } from "vitest";
import { createAdapter } from "../../../../agent/source/elm327/adapter.ts";
import { createFakeAdapter } from "./fake-adapter.ts";
import { createFakeTime } from "./fake-time.ts";

const setUp = async () => {
  const time = createFakeTime();
  const fake = createFakeAdapter(() => undefined);
  const port = await fake.open("", { baudRate: 1, signal: AbortSignal.abort() });
  return { time, fake, adapter: createAdapter(port, time.timers) };
};

test("a command is sent with a carriage return and ends with the prompt", async () => {
  const { fake, adapter, time } = await setUp();
  const outcome = adapter.run("0105", 1_000);
  fake.say("7E80341057B\r\r>");
  expect(await outcome).toEqual({ ok: true, lines: ["7E80341057B"] });
  expect(fake.written).toEqual(["0105"]);
  expect(time.armed()).toBe(0);
});

test("a late answer falls to the floor, and the next command waits for its prompt", async () => {
  const { fake, adapter, time } = await setUp();
  const first = adapter.run("010C", 1_000);
  await time.advance(1_000);
  // A space stops the adapter and repeats nothing.
  expect(fake.written).toEqual(["010C", " "]);
  fake.say("7E804410C1AF8\r\r>");
  expect(await first).toEqual({ ok: false, code: "TIMEOUT" });
  const second = adapter.run("0105", 1_000);
  fake.say("7E80341057B\r\r>");
  expect(await second).toEqual({ ok: true, lines: ["7E80341057B"] });
});

test("an adapter that never comes back to its prompt is stuck", async () => {
  const { adapter, time } = await setUp();
  const outcome = adapter.run("010C", 1_000);
  await time.advance(2_000);
  expect(await outcome).toEqual({ ok: false, code: "STUCK" });
  expect(time.armed()).toBe(0);
});

test("noise between two commands answers none of them", async () => {
  const { fake, adapter } = await setUp();
  fake.say("7E804410CFFFF\r\r>");
  const outcome = adapter.run("010C", 1_000);
  fake.say("7E804410C1AF8\r\r>");
  expect(await outcome).toEqual({ ok: true, lines: ["7E804410C1AF8"] });
  expect(adapter.tookReset()).toBe(false);
});

test("a brown-out between two commands is noticed once", async () => {
  const { fake, adapter } = await setUp();
  fake.say("\r\rLV RESET\r\r>");
  expect(adapter.tookReset()).toBe(true);
  expect(adapter.tookReset()).toBe(false);
});

test.each(["unplug", "close"] as const)("%s ends the running command and every later one", async (how) => {
  const { fake, adapter, time } = await setUp();
  const running = adapter.run("010C", 1_000);
  if (how === "unplug") fake.unplug();
  else adapter.close();
  expect(await running).toEqual({ ok: false, code: "CLOSED" });
  expect(await adapter.run("0105", 1_000)).toEqual({ ok: false, code: "CLOSED" });
  expect(fake.written).toEqual(["010C"]);
  expect(time.armed()).toBe(0);
});

test("nothing is written to a port that said it is closed, even if it would take it", async () => {
  const time = createFakeTime();
  const written: string[] = [];
  let hangUp = (): void => {};
  const adapter = createAdapter(
    {
      write: async (bytes) => void written.push(new TextDecoder().decode(bytes)),
      onBytes: () => {},
      onClose: (listener) => {
        hangUp = listener;
      },
      close: () => {},
    },
    time.timers,
  );
  hangUp();
  expect(await adapter.run("010C", 1_000)).toEqual({ ok: false, code: "CLOSED" });
  expect(written).toEqual([]);
});

test("a write that fails ends the command", async () => {
  const { fake, adapter, time } = await setUp();
  fake.unplug();
  const adapterWithDeadPort = createAdapter(
    { write: () => Promise.reject(new Error("gone")), onBytes: () => {}, onClose: () => {}, close: () => {} },
    time.timers,
  );
  expect(await adapterWithDeadPort.run("010C", 1_000)).toEqual({ ok: false, code: "CLOSED" });
  expect(await adapter.run("010C", 1_000)).toEqual({ ok: false, code: "CLOSED" });
});
