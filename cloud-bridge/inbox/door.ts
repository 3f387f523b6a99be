import { type Outside, outsideOf, understoodVersions } from "../../contract/wire/envelope.ts";
import type { UpAddress } from "../../contract/wire/topics.ts";
import { isUpMessageType, type UpMessage, upMessageRead, wordOfType } from "../../contract/wire/up/message.ts";

/** Where a message stands in the count of its sender. */
export interface Position {
  readonly epoch: number;
  readonly seq: number;
}

/** What a payload turned out to be. What is no message for us may still be counted by its sender. */
export type Read =
  | { readonly ok: true; readonly message: UpMessage }
  | {
      readonly ok: false;
      readonly reason: string;
      /** null where the payload does not say it. */
      readonly position: Position | null;
      /** It is of a version of the envelope that this bridge cannot read. */
      readonly foreignVersion: boolean;
    };

/** A message is some hundred bytes, evidence some ten thousand. */
const mostBytes = 1_048_576;

const fail = (reason: string, position: Position | null = null): Read => ({
  ok: false,
  reason,
  position,
  foreignVersion: false,
});

const utf8 = new TextDecoder("utf-8", { fatal: true });

const parse = (payload: Uint8Array): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(utf8.decode(payload)) };
  } catch {
    return undefined;
  }
};

/** Why a payload is no message, as far as its envelope can be read: a newer agent says more than this bridge knows. */
const refuse = (outside: Outside | undefined, vehicleId: string, faults: string): Read => {
  if (outside === undefined || outside.vehicleId !== vehicleId) return fail(`not a message (${faults})`);
  const { v, type = "", epoch, seq } = outside;
  const position = { epoch, seq };
  if (!understoodVersions.includes(v)) {
    const versions = understoodVersions.join(", ");
    return {
      ok: false,
      reason: `version ${v} of the envelope; this bridge reads version ${versions}`,
      position,
      foreignVersion: true,
    };
  }
  if (!isUpMessageType(type)) return fail(`a message of the type "${type}", which this bridge does not know`, position);
  return fail(`not a message of version ${v} (${faults})`, position);
};

/** Reads the payload of a PUBLISH on an up topic. Whatever a vehicle may send is answered with a value, never a throw. */
export const readPayload = ({ vehicleId, word }: UpAddress, payload: Uint8Array): Read => {
  if (payload.length > mostBytes) return fail(`longer than ${mostBytes} bytes`);
  const json = parse(payload);
  if (json === undefined) return fail("not JSON in UTF-8");
  const parsed = upMessageRead.safeParse(json.value);
  if (!parsed.success) {
    const faults = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join(".")}: ${message}`);
    return refuse(outsideOf(json.value), vehicleId, faults.join("; "));
  }
  const { data: message } = parsed;
  if (message.vehicleId !== vehicleId) return fail("speaks of another vehicle than its topic");
  const { epoch, seq } = message;
  if (wordOfType[message.type] !== word) return fail(`a ${message.type} does not travel on up/${word}`, { epoch, seq });
  return { ok: true, message };
};
