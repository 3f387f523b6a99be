import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWebhook, signatureOf, webhookSettings } from "../../../../cloud-bridge/connectors/webhook/webhook.ts";
import { BridgeError } from "../../../../cloud-bridge/errors.ts";
import type { TicketSummary } from "../../../../contract/ticket.ts";
import { tempFolder } from "../../../support/bridge.ts";
import { movedClock } from "../../../support/moved-clock.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ticket: TicketSummary = {
  id: "t-1",
  number: "F-000001",
  vehicleId: "car-1",
  vinMasked: null,
  faultGroup: "cooling",
  rule: "coolant-overheat-trend",
  title: { "zh-CN": "水温", en: "Coolant" },
  why: { "zh-CN": "高", en: "High" },
  category: "cooling",
  priority: "P1",
  safety: false,
  severity: "warning",
  state: "new",
  occurrences: 1,
  openedAt: 0,
  updatedAt: 0,
  clock: null,
  active: true,
  centreId: "centre-1",
  customerId: null,
  revision: 0,
  reportRevision: 1,
};

test("the signature is that of the example in the Standard Webhooks specification", () => {
  const bytes = Buffer.from(secret.replace("whsec_", ""), "base64");
  expect(signatureOf(bytes, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, '{"test": 2432232314}')).toBe(
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  );
});

describe("a receiver", () => {
  let folder: ReturnType<typeof tempFolder>;
  let status = 204;
  const heard: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
    });
  });
  let url = "";
  beforeEach(async () => {
    folder = tempFolder();
    status = 204;
    heard.length = 0;
    writeFileSync(join(folder.path, "secret"), `${secret}\n`);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/hook`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    folder[Symbol.dispose]();
  });
  const open = () =>
    openWebhook({ url, secretFile: join(folder.path, "secret") }, { clock: movedClock(1_800_000_000_500), fetch });
  const never = new AbortController().signal;

  test("hears the ticket once, with what it needs to check it", async () => {
    expect(await open().notify({ id: "t-1/3", ticket }, never)).toEqual({ taken: true });
    const [{ headers, body } = { headers: {}, body: "" }] = heard;
    expect(JSON.parse(body)).toEqual({
      type: "ticket.changed",
      timestamp: "2027-01-15T08:00:00.500Z",
      data: ticket,
    });
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    const signed = createHmac("sha256", key).update(`t-1/3.1800000000.${body}`).digest("base64");
    expect(headers).toMatchObject({
      "webhook-id": "t-1/3",
      "webhook-timestamp": "1800000000",
      "webhook-signature": `v1,${signed}`,
    });
  });

  test.each([500, 429, 404, 302])("that answers %i has not taken it", async (answer) => {
    status = answer;
    expect(await open().notify({ id: "t-1/3", ticket }, never)).toEqual({ taken: false, why: `answered ${answer}` });
    expect(heard).toHaveLength(1);
  });

  test("that is not there, or too slow, has not taken it", async () => {
    const webhook = open();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await webhook.notify({ id: "t-1/3", ticket }, never)).toMatchObject({ taken: false });
    expect(await webhook.notify({ id: "t-1/3", ticket }, AbortSignal.abort())).toMatchObject({ taken: false });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  test.each(["", "whsec_", "short", "whsec_!!!"])("has no secret in %j", (line) => {
    writeFileSync(join(folder.path, "bad"), line);
    const bad = () => openWebhook({ url, secretFile: join(folder.path, "bad") }, { clock: movedClock(), fetch });
    expect(bad).toThrow(BridgeError);
  });
});

test.each<[string, boolean]>([
  ["https://dealer.example/hook", true],
  ["http://127.0.0.1:9/hook", true],
  ["http://dealer.example/hook", false],
  ["ftp://dealer.example/hook", false],
])("%s may be told: %s", (url, may) => {
  expect(webhookSettings.safeParse({ url, secretFile: "f" }).success).toBe(may);
});
