import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connectVehicle, move, readTickets, startBridge, tempFolder, warningMessage } from "../../support/bridge.ts";

test("another system is told of a ticket when it is opened and when a person moves it, without being asked", async () => {
  using folder = tempFolder();
  const secretFile = join(folder.path, "secret");
  writeFileSync(secretFile, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
  const heard: { readonly id: unknown; readonly number: string; readonly state: string }[] = [];
  let wake = (): void => {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { data } = JSON.parse(Buffer.concat(chunks).toString());
      heard.push({ id: request.headers["webhook-id"], number: data.number, state: data.state });
      response.writeHead(204).end();
      wake();
    });
  });
  const until = async (state: string): Promise<void> => {
    while (!heard.some((one) => one.state === state)) await new Promise<void>((resolve) => (wake = resolve));
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  const bridge = await startBridge(folder.path, {
    connectors: { webhook: { url: `http://127.0.0.1:${port}/hook`, secretFile } },
  });
  const car = await connectVehicle(bridge.mqttUrl, "car-1");
  await car.send(warningMessage("car-1", 0));
  await until("new");
  const [ticket] = await readTickets(bridge.httpUrl);
  await move(bridge.httpUrl, ticket?.id ?? "", "triaged");
  await until("triaged");
  expect(heard.map(({ number, state }) => [number, state])).toEqual([
    ["F-000001", "new"],
    ["F-000001", "triaged"],
  ]);
  expect(new Set(heard.map(({ id }) => id)).size).toBe(2);
  await car.end();
  await bridge.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
