import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { BridgeError } from "../../errors.ts";
import { isLoopback } from "../../platform/http/visitors.ts";
import type { Connector, Outside, Told } from "../connector.ts";

/** Where the webhook goes, and by what the receiver knows that it is ours. */
export const webhookSettings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => {
      const { protocol, hostname } = new URL(url);
      return protocol === "https:" || isLoopback(hostname);
    }, "a ticket leaves this machine by https:// only")
    .describe("Address that is told of every ticket that changed"),
  secretFile: z
    .string()
    .min(1)
    .describe("File whose first line is the secret, whsec_ and 24 to 64 bytes in base64; never in this file itself"),
});

const secretIn = (file: string): Buffer => {
  let line: string;
  try {
    line = readFileSync(file, "utf8").split("\n")[0]?.trim() ?? "";
  } catch (cause) {
    throw new BridgeError("BRIDGE_FILE_MISSING", file, { cause });
  }
  const secret = Buffer.from(line.replace(/^whsec_/, ""), "base64");
  if (!/^(whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(line) || secret.length < 24 || secret.length > 64)
    throw new BridgeError("BRIDGE_CONFIG_INVALID", `${file}: not whsec_ and 24 to 64 bytes in base64`);
  return secret;
};

/** The signature of the Standard Webhooks specification 1.0 (symmetric): HMAC-SHA256 over id, seconds and body. */
export const signatureOf = (secret: Buffer, id: string, seconds: number, body: string): string =>
  `v1,${createHmac("sha256", secret).update(`${id}.${seconds}.${body}`).digest("base64")}`;

const whyOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Sends each ticket that changed to one address, signed as standardwebhooks.com says, so that any receiver can check it. */
export const openWebhook = (
  { url, secretFile }: z.infer<typeof webhookSettings>,
  { clock, fetch }: Outside,
): Connector => {
  const secret = secretIn(secretFile);
  return {
    name: "webhook",
    async notify({ id, ticket }, signal): Promise<Told> {
      const now = clock.now();
      const seconds = Math.floor(now / 1_000);
      const body = JSON.stringify({ type: "ticket.changed", timestamp: new Date(now).toISOString(), data: ticket });
      try {
        const answer = await fetch(url, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "webhook-id": id,
            "webhook-timestamp": String(seconds),
            "webhook-signature": signatureOf(secret, id, seconds, body),
          },
          body,
          // What answers with another address is not the one that was configured.
          redirect: "manual",
          signal,
        });
        await answer.body?.cancel();
        return answer.ok ? { taken: true } : { taken: false, why: `answered ${answer.status}` };
      } catch (cause) {
        return { taken: false, why: whyOf(cause) };
      }
    },
  };
};
