import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { VehicleEvent } from "../../../contract/events.ts";
import { journalLine } from "../../../contract/journal.ts";
import { createEmulator, type Emulator, type EmulatorOptions } from "../../../simulators/elm327/emulator.ts";
import { written } from "../recorded.ts";

/** A terminal on the adapter: sends characters, collects what comes back, to the byte. */
export interface Client {
  /** Everything from the sent characters on until the next prompt, which is part of it. */
  ask(text: string): Promise<string>;
  send(text: string): void;
  /** Everything until the next prompt. */
  prompt(): Promise<string>;
  readonly socket: Socket;
}

export const dial = async (port: number): Promise<Client> => {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
  });
  let heard = "";
  let waiting: ((text: string) => void) | undefined;
  const serve = (): void => {
    const end = heard.indexOf(">") + 1;
    if (end === 0 || waiting === undefined) return;
    const resolve = waiting;
    const text = heard.slice(0, end);
    heard = heard.slice(end);
    waiting = undefined;
    resolve(text);
  };
  socket.on("data", (chunk) => {
    heard += chunk.toString("latin1");
    serve();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  const prompt = (): Promise<string> =>
    new Promise((resolve) => {
      waiting = resolve;
      serve();
    });
  const send = (text: string): void => {
    socket.write(text, "latin1");
  };
  return {
    socket,
    send,
    prompt,
    ask: (text) => {
      send(text);
      return prompt();
    },
  };
};

/** An emulator over a journal of these events, closed after the test. */
export const plugged = async (
  events: readonly VehicleEvent[],
  options: Partial<EmulatorOptions> = {},
): Promise<Emulator> => {
  const drive = written("drive.jsonl", Buffer.from(events.map(journalLine).join("")));
  const emulator = await createEmulator({ drive, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
};

/** A car that stands warm with its engine running for ten minutes, read once a second. */
export const idling: readonly VehicleEvent[] = [
  { kind: "drive", drive: "idling", at: 0 },
  { kind: "identity", vin: "1M8GDM9AXKP042788", at: 0 },
  { kind: "codes", service: "03", codes: ["P0217", "P0301"], at: 0 },
  { kind: "codes", service: "07", codes: ["P0420"], at: 0 },
  ...Array.from({ length: 600 }, (_, s): VehicleEvent[] => [
    { kind: "tick", at: s * 1_000 },
    { kind: "sample", path: "Vehicle.Powertrain.CombustionEngine.Speed", value: 1_726, at: s * 1_000 },
    { kind: "sample", path: "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", value: 83, at: s * 1_000 },
    { kind: "sample", path: "Vehicle.Speed", value: 0, at: s * 1_000 },
    { kind: "sample", path: "Vehicle.OBD.ControlModuleVoltage", value: 14.12, at: s * 1_000 },
  ]).flat(),
];
