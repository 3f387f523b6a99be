import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { UpMessage } from "../../../contract/wire/up/message.ts";
import { freePort, type Responder, startAedes, startResponder } from "../../support/broker.ts";
import { type AgentProcess, startAgentProcess, writeConfig } from "./agent-process.ts";
import { heatedDrive, journalOf } from "./heated-drive.ts";

let folder: string;
let journal: string;
let expected: string[];
const closing: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-kill-"));
  journal = join(folder, "heated.jsonl");
  writeFileSync(journal, journalOf(heatedDrive()));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true });
});

const start = (config: string): AgentProcess => {
  const agent = startAgentProcess(["run", "--config", config]);
  closing.push(() => agent.end("SIGKILL"));
  return agent;
};
const bridgeOn = async (port: number): Promise<Responder> => {
  const broker = await startAedes(port);
  closing.push(() => broker.close());
  const responder = await startResponder(broker.url);
  closing.push(() => responder.close());
  return responder;
};
const warnings = (messages: readonly UpMessage[]): string[] =>
  messages.filter(({ type }) => type === "warning").map(({ data }) => JSON.stringify(data));
const isOver = (message: UpMessage): boolean => message.type === "warning" && message.data.kind === "cleared";
const isOffline = (message: UpMessage): boolean => message.type === "status" && message.data.state === "offline";
const isRaised = ({ step }: { step?: string | undefined }): boolean => step === "warning-raised";

/** What an agent that nobody kills tells a bridge that is always there. */
const undisturbed = async (): Promise<string[]> => {
  const home = mkdtempSync(join(tmpdir(), "fettle-undisturbed-"));
  const file = join(home, "heated.jsonl");
  writeFileSync(file, journalOf(heatedDrive()));
  const broker = await startAedes();
  const responder = await startResponder(broker.url);
  const agent = startAgentProcess(["run", "--config", writeConfig(home, file, broker.port)]);
  await responder.until((stored) => stored.some(isOver));
  await agent.end("SIGTERM");
  await responder.close();
  await broker.close();
  rmSync(home, { recursive: true });
  return warnings(responder.stored);
};
beforeAll(async () => {
  expected = await undisturbed();
});

describe("kill -9 of the agent", () => {
  test("between raise and send: after the restart every warning event arrives, and exactly once", async () => {
    expect(expected.length).toBeGreaterThanOrEqual(4);
    const port = await freePort();
    const config = writeConfig(folder, journal, port);
    const first = start(config);
    await first.until(isRaised);
    expect(await first.end("SIGKILL")).toBe(null);

    const responder = await bridgeOn(port);
    const second = start(config);
    await responder.until((stored) => stored.some(isOver));
    expect(await second.end("SIGTERM")).toBe(0);
    expect(warnings(responder.arrived)).toEqual(expected);
    expect(second.lines.some(({ step }) => step === "receipt")).toBe(true);
  });

  test("after the send and before the receipt: the repeat is the same message", async () => {
    const port = await freePort();
    const uplink = { brokerUrl: `mqtt://127.0.0.1:${port}`, receiptTimeoutMs: 1_000 };
    const config = writeConfig(folder, journal, port, { uplink });
    const responder = await bridgeOn(port);
    responder.receipts = false;
    const first = start(config);
    await first.until(({ step }) => step === "alert-sent");
    await first.end("SIGKILL");

    const second = start(config);
    await responder.until((stored) => responder.arrived.length > stored.length);
    responder.receipts = true;
    await responder.until((stored) => stored.some(isOver));
    await second.end("SIGTERM");
    expect(warnings(responder.stored)).toEqual(expected);
  });

  test("five times in one drive, wherever it happens to be: nothing lost, nothing twice, nothing else", async () => {
    const port = await freePort();
    const config = writeConfig(folder, journal, port, { source: { kind: "journal", file: journal, speed: 300 } });
    const responder = await bridgeOn(port);
    for (let life = 0; life < 5; life += 1) {
      const agent = start(config);
      const before = responder.arrived.length;
      await agent.until(({ msg }) => msg.startsWith("Connected"));
      await responder.until((stored) => responder.arrived.length > before + life || stored.some(isOver));
      await agent.end("SIGKILL");
    }
    const last = start(config);
    await responder.until((stored) => stored.some(isOver));
    await last.end("SIGTERM");
    expect(warnings(responder.stored)).toEqual(expected);
  });
});

describe("an end in order", () => {
  test("SIGTERM says goodbye to the bridge, stores where it was, and exits 0", async () => {
    const port = await freePort();
    const responder = await bridgeOn(port);
    const config = writeConfig(folder, journal, port, { source: { kind: "journal", file: journal, speed: 1 } });
    const agent = start(config);
    await agent.until(({ step }) => step === "first-reading");
    await responder.until((stored) => stored.length > 0);
    expect(await agent.end("SIGTERM")).toBe(0);
    await responder.until((stored) => stored.some(isOffline));
    const states = responder.stored.flatMap((message) => (message.type === "status" ? [message.data.state] : []));
    expect([states[0], states.at(-1)]).toEqual(["online", "offline"]);
    const again = start(config);
    await again.until(({ msg }) => msg === "The journal goes on where it was left");
  });

  test("a kill lets the broker say it: the will is the offline status", async () => {
    const port = await freePort();
    const responder = await bridgeOn(port);
    const agent = start(writeConfig(folder, journal, port));
    await responder.until((stored) => stored.some(isOver));
    await agent.end("SIGKILL");
    await responder.until((stored) => stored.some(isOffline));
  });
});
