import { type CommandInput, type CommandOutcome, type CommandState, next } from "./command-machine.ts";
import { failureIn } from "./failures.ts";
import type { BytePort } from "./port.ts";
import { createReader } from "./reader.ts";

/** Deferred calls, handed in; disposing cancels. */
export interface Timers {
  after(ms: number, run: () => void): Disposable;
}

/** One adapter on one open port. */
export interface Adapter {
  /** Sends a command and waits for its prompt, at most `timeoutMs` and then as long again for the late answer to pass. */
  run(command: string, timeoutMs: number): Promise<CommandOutcome>;
  /** True once if the adapter said, unasked, that it started anew: its settings are gone. */
  tookReset(): boolean;
  /** Ends the running command and closes the port. */
  close(): void;
}

const ascii = new TextEncoder();

/** One command on the wire at a time: the ELM327 aborts the running command when a new byte arrives. */
export const createAdapter = (port: BytePort, timers: Timers): Adapter => {
  let closed = false;
  let reset = false;
  let feed: ((input: CommandInput) => void) | undefined;
  const read = createReader();

  port.onBytes((chunk) => {
    for (const token of read(chunk)) {
      if (feed !== undefined) feed(token);
      // With no command running this is noise, unless the adapter tells of a brown-out.
      else if (token.kind === "line" && failureIn(token.text) === "ADAPTER_RESET") reset = true;
    }
  });
  const end = (): void => {
    closed = true;
    feed?.({ kind: "closed" });
  };
  port.onClose(end);
  // What cannot be written to is gone, whether or not the port has noticed.
  const write = (text: string): void => {
    port.write(ascii.encode(text)).catch(end);
  };

  return {
    async run(command, timeoutMs) {
      if (closed) return { ok: false, code: "CLOSED" };
      const { promise, resolve } = Promise.withResolvers<CommandOutcome>();
      let state: CommandState = { at: "idle" };
      let deadline: Disposable | undefined;
      const arm = (): void => {
        deadline?.[Symbol.dispose]();
        deadline = timers.after(timeoutMs, () => feed?.({ kind: "timeout" }));
      };
      feed = (input) => {
        const before = state.at;
        state = next(state, input);
        if (state.at === "draining" && before !== "draining") {
          arm();
          // Any byte makes the adapter stop and show its prompt. A space does no harm; a bare CR would repeat the command.
          write(" ");
        }
        if (state.at === "done") {
          feed = undefined;
          resolve(state.outcome);
        }
      };
      arm();
      feed({ kind: "sent" });
      write(`${command}\r`);
      try {
        return await promise;
      } finally {
        deadline?.[Symbol.dispose]();
      }
    },
    tookReset() {
      const took = reset;
      reset = false;
      return took;
    },
    close() {
      end();
      port.close();
    },
  };
};
