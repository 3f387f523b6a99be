import type { BytePort, OpenPort } from "../../../../agent/source/elm327/port.ts";

const ascii = new TextEncoder();

/** What a scripted adapter says to a command; undefined is silence. A reply without `>` has no prompt. */
export type Script = (command: string) => string | undefined;

const waits = Array.from({ length: 256 }, (_, n) => `ATST${n.toString(16).toUpperCase().padStart(2, "0")}`);

/** A reply whose frames are filled up to eight bytes, as ISO 15765-4 asks for. */
export const padded = (reply: string): string =>
  reply.replaceAll(/^7E[89][0-9A-F]+/gm, (frame) => frame.padEnd(19, "A"));

/** A healthy adapter on a healthy car: 11-bit CAN, one ECU with coolant, engine speed and vehicle speed. */
export const healthy: Readonly<Record<string, string>> = {
  ...Object.fromEntries(waits.map((command) => [command, "OK\r\r>"])),
  "\u007f\u007f": "?\r\r>",
  ATZ: "ATZ\r\r\rELM327 v1.5\r\r>",
  ATWS: "\r\rELM327 v1.5\r\r>",
  ATE0: "ATE0\rOK\r\r>",
  ATI: "ELM327 v1.5\r\r>",
  ATL0: "OK\r\r>",
  ATS0: "OK\r\r>",
  ATH1: "OK\r\r>",
  ATAT1: "OK\r\r>",
  ATPC: "OK\r\r>",
  ATRV: "12.4V\r\r>",
  ATSP0: "OK\r\r>",
  ATSP6: "OK\r\r>",
  ATDPN: "A6\r\r>",
  "0100": padded("7E806410008180000\r\r>"),
  "0105": padded("7E80341057B\r\r>"),
  "010C": padded("7E804410C1AF8\r\r>"),
  "010D": padded("7E803410D32\r\r>"),
  "0902": "7E8101449020131443447\r7E82147503030523535\r7E82242313233343536\r\r>".replace("31443447", "314434"),
  "03": padded("7E80443010301\r\r>"),
  "07": padded("7E8024700\r\r>"),
  "0A": "NO DATA\r\r>",
  "06A1": "NO DATA\r\r>",
  ATLP: "OK\r\r>",
};

const single = /^7E80([1-7])41([0-9A-F]+)\r\r>$/;

/** Several PIDs at once are answered by the parts of their single answers, in one message, as ISO 15765-2 frames it. */
const answerBatch = (pids: readonly string[], script: Script): string | undefined => {
  const replies = pids.map((pid) => script(`01${pid}`));
  const odd = replies.find((reply) => reply === undefined || !single.test(reply));
  if (replies.length === 0 || replies.includes(undefined) || odd !== undefined) return odd;
  const parts = replies.map((reply) => {
    const [, length = "1", digits = ""] = single.exec(reply ?? "") ?? [];
    return digits.slice(0, (Number(length) - 1) * 2);
  });
  const digits = `41${parts.join("")}`;
  const length = digits.length / 2;
  if (length <= 7) return padded(`7E80${length}${digits}\r\r>`);
  const rest = digits.slice(12).match(/.{1,14}/g) ?? [];
  const first = `7E810${length.toString(16).toUpperCase().padStart(2, "0")}${digits.slice(0, 12)}`;
  const more = rest.map((part, n) => `7E82${(n + 1) % 16}${part.padEnd(14, "A")}`);
  return `${[first, ...more].join("\r")}\r\r>`;
};

/** What a script for plain requests says to one with a count of answers behind it, or with several PIDs. */
const answerOf = (command: string, script: Script): string | undefined => {
  if (!/^[0-9A-F]{3,}$/.test(command)) return script(command);
  const bare = command.length % 2 === 0 ? command : command.slice(0, -1);
  const pids = bare.slice(2).match(/../g) ?? [];
  return bare.startsWith("01") && pids.length > 1 ? answerBatch(pids, script) : script(bare);
};

/** A port with a scripted adapter behind it: every command is answered at once, in as many pieces as bytes. */
export const createFakeAdapter = (script: Script = (command) => healthy[command]) => {
  let speak = script;
  let refused: Error | undefined;
  let opened = 0;
  let closed = 0;
  const written: string[] = [];
  let live: { say: (text: string) => void; unplug: () => void } | undefined;

  const open: OpenPort = async () => {
    if (refused !== undefined) throw refused;
    opened++;
    let onBytes: (chunk: Uint8Array) => void = () => {};
    let onClose: () => void = () => {};
    let isOpen = true;
    const say = (text: string): void => {
      for (const byte of ascii.encode(text)) if (isOpen) onBytes(Uint8Array.of(byte));
    };
    live = {
      say,
      unplug: () => {
        isOpen = false;
        onClose();
      },
    };
    const port: BytePort = {
      write: async (bytes) => {
        if (!isOpen) throw new Error("gone");
        const command = new TextDecoder().decode(bytes).replace("\r", "");
        written.push(command);
        const reply = answerOf(command, speak);
        if (reply !== undefined) queueMicrotask(() => say(reply));
      },
      onBytes: (listener) => {
        onBytes = listener;
      },
      onClose: (listener) => {
        onClose = listener;
      },
      close: () => {
        if (isOpen) closed++;
        isOpen = false;
      },
    };
    return port;
  };

  return {
    open,
    written,
    /** From now on the adapter speaks otherwise. */
    teach: (next: Script) => {
      speak = next;
    },
    /** From now on opening fails; or not any more. */
    refuse: (cause: Error | undefined) => {
      refused = cause;
    },
    say: (text: string) => live?.say(text),
    unplug: () => live?.unplug(),
    counts: () => ({ opened, closed }),
  };
};
