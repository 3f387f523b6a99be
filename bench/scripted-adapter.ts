import type { OpenPort } from "../agent/source/elm327/port.ts";

/** What a healthy car says of each PID: header, length, echo and data are put around it. */
const data: Readonly<Record<string, string>> = {
  "00": "08188000",
  "05": "7B",
  "0C": "1AF8",
  "0D": "32",
  "11": "26",
  "10": "01C2",
};

const settings: Readonly<Record<string, string>> = {
  ATI: "ELM327 v2.1",
  ATZ: "ELM327 v2.1",
  ATDPN: "A6",
  ATRV: "14.1V",
};

const framed = (payload: string): string => {
  const length = payload.length / 2;
  if (length <= 7) return `7E80${length}${payload}`;
  const rest = payload.slice(12).match(/.{1,14}/g) ?? [];
  const first = `7E810${length.toString(16).toUpperCase().padStart(2, "0")}${payload.slice(0, 12)}`;
  return [first, ...rest.map((part, n) => `7E82${(n + 1) % 16}${part.padEnd(14, "A")}`)].join("\r");
};

const answerTo = (command: string): string => {
  if (command.startsWith("AT")) return settings[command] ?? "OK";
  const pids = command.slice(2, command.length - (command.length % 2)).match(/../g) ?? [];
  const known = pids.filter((pid) => data[pid] !== undefined);
  if (command.startsWith("03") || command.startsWith("07")) return framed(command.startsWith("03") ? "4300" : "4700");
  if (!command.startsWith("01") || known.length === 0) return "NO DATA";
  return framed(`41${known.map((pid) => `${pid}${data[pid]}`).join("")}`);
};

/** An adapter that answers at once: what is measured is the driver and nothing else. */
export const scriptedPort: OpenPort = async () => {
  let onBytes: (chunk: Uint8Array) => void = () => {};
  let isOpen = true;
  const decoder = new TextDecoder("latin1");
  return {
    write: async (bytes) => {
      const command = decoder.decode(bytes).trim();
      queueMicrotask(() => {
        if (isOpen) onBytes(Buffer.from(`${answerTo(command)}\r\r>`, "latin1"));
      });
    },
    onBytes: (listener) => {
      onBytes = listener;
    },
    onClose: () => {},
    close: () => {
      isOpen = false;
    },
  };
};

/** Time that runs as fast as it is asked to. */
export const createVirtualTime = () => {
  let now = 1_700_000_000_000;
  let due: { readonly at: number; readonly run: () => void }[] = [];
  return {
    clock: { now: () => now },
    timers: {
      after: (ms: number, run: () => void): Disposable => {
        const entry = { at: now + ms, run };
        due.push(entry);
        return {
          [Symbol.dispose]: () => {
            due = due.filter((one) => one !== entry);
          },
        };
      },
    },
    async advance(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        // Lets every promise that is ready run.
        await new Promise((resolve) => setImmediate(resolve));
        let next: (typeof due)[number] | undefined;
        for (const entry of due) if (entry.at <= end && (next === undefined || entry.at < next.at)) next = entry;
        if (next === undefined) break;
        now = Math.max(now, next.at);
        const fired = next;
        due = due.filter((entry) => entry !== fired);
        fired.run();
      }
      now = end;
    },
  };
};
