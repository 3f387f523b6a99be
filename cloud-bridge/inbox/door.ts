import { type UpMessage, upMessageSchema, wordOfType } from "../../contract/wire/messages.ts";
import type { UpAddress } from "../../contract/wire/topics.ts";

/** What a payload turned out to be. */
export type Read = { readonly ok: true; readonly message: UpMessage } | { readonly ok: false; readonly reason: string };

/** A message is some hundred bytes, evidence some ten thousand. */
const mostBytes = 1_048_576;

const fail = (reason: string): Read => ({ ok: false, reason });

const utf8 = new TextDecoder("utf-8", { fatal: true });

const parse = (payload: Uint8Array): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(utf8.decode(payload)) };
  } catch {
    return undefined;
  }
};

/** Reads the payload of a PUBLISH on an up topic. Whatever a vehicle may send is answered with a value, never a throw. */
export const readPayload = ({ vehicleId, word }: UpAddress, payload: Uint8Array): Read => {
  if (payload.length > mostBytes) return fail(`longer than ${mostBytes} bytes`);
  const json = parse(payload);
  if (json === undefined) return fail("not JSON in UTF-8");
  const parsed = upMessageSchema.safeParse(json.value);
  if (!parsed.success) {
    const faults = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join(".")}: ${message}`);
    return fail(`not a message of this version (${faults.join("; ")})`);
  }
  const { data: message } = parsed;
  if (message.vehicleId !== vehicleId) return fail("speaks of another vehicle than its topic");
  if (wordOfType[message.type] !== word) return fail(`a ${message.type} does not travel on up/${word}`);
  return { ok: true, message };
};
