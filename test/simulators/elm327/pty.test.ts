import { spawnSync } from "node:child_process";
import { SerialPort } from "serialport";
import { expect, onTestFinished, test } from "vitest";
import { openPseudoTerminal } from "../../../simulators/elm327/pty.ts";
import { idling, plugged } from "./client.ts";

const hasSocat = spawnSync("socat", ["-V"]).status === 0;

const openPort = async (path: string): Promise<SerialPort> => {
  const port = new SerialPort({ path, baudRate: 38_400, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        port.close(() => resolve());
      }),
  );
  return port;
};

test("the adapter is a serial device too; without socat that is said", async () => {
  const { port } = await plugged(idling, { now: () => 0 });
  if (!hasSocat) {
    await expect(openPseudoTerminal("127.0.0.1", port)).rejects.toMatchObject({ code: "SIMULATOR_SOCAT_MISSING" });
    return;
  }
  const terminal = await openPseudoTerminal("127.0.0.1", port);
  onTestFinished(() => terminal.close());
  const serial = await openPort(terminal.path);
  const answer = await new Promise<string>((resolve) => {
    let heard = "";
    serial.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      if (heard.endsWith(">")) resolve(heard);
    });
    serial.write("ATI\r");
  });
  expect(answer).toBe("ATI\rELM327 v1.5\r\r>");
});
