import type { Car } from "./car.ts";
import { type Adapter, connect, powerOn, react, type Settings } from "./dialect.ts";
import { answerOf } from "./ecu.ts";
import { isCan, printedLines } from "./framing.ts";

export interface ConversationOptions {
  readonly adapter: Adapter;
  readonly car: Car;
  readonly ecuDelayMs: number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly write: (text: string) => void;
  /** What stops the conversation for good: the drive cannot be read on. */
  readonly fail: (cause: Error) => void;
}

/** One client and the adapter: characters in, characters out. */
export interface Conversation {
  hear(text: string): void;
  end(): void;
}

const carriageReturn = "\r";
/** The chip's line buffer. */
const longestCommand = 254;

export const createConversation = (options: ConversationOptions): Conversation => {
  const { adapter, car, ecuDelayMs, wait, write, fail } = options;
  let settings: Settings = powerOn;
  let typed = "";
  let last = "";
  /** Aborts the request on the bus; undefined while the adapter waits for a command. */
  let busy: AbortController | undefined;

  const lineEnd = (): string => (settings.linefeeds ? "\r\n" : "\r");
  const prompt = (lines: readonly string[], lead = 0): void => {
    const end = lineEnd();
    write(`${end.repeat(lead)}${lines.map((line) => line + end).join("")}${end}>`);
  };

  /** The lines of the ECU's answer, found after the bus was opened and the ECU took its time. */
  const ask = async (bytes: readonly number[], signal: AbortSignal): Promise<readonly string[]> => {
    await car.advance(true);
    if (ecuDelayMs > 0) await wait(ecuDelayMs, signal);
    signal.throwIfAborted();
    const connection = connect(settings, adapter, car.awake());
    settings = connection.settings;
    if (!connection.reached) return connection.lines.length > 0 ? connection.lines : ["NO DATA"];
    const messages = answerOf(car, bytes, isCan(adapter.bus));
    if (bytes[0] === 0x04 && messages.length > 0) car.clearCodes();
    const lines = printedLines(adapter.bus, messages, settings);
    return [...connection.lines, ...(lines.length > 0 ? lines : ["NO DATA"])];
  };

  /** Works on a command that takes time; until its prompt, any character stops it. */
  const work = async (task: (signal: AbortSignal) => Promise<readonly string[]>): Promise<void> => {
    const running = new AbortController();
    busy = running;
    try {
      const lines = await task(running.signal);
      if (busy !== running) return;
      busy = undefined;
      prompt(lines);
    } catch (cause) {
      if (!running.signal.aborted) fail(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };

  const voltage = async (): Promise<readonly string[]> => {
    await car.advance(false);
    return [`${car.batteryVolts().toFixed(1)}V`];
  };

  const run = (text: string): void => {
    // An empty line repeats the last command, whatever it was.
    const command = text.trim() === "" ? last : text;
    last = command;
    const reaction = react(settings, command, adapter);
    settings = reaction.settings;
    switch (reaction.kind) {
      case "say":
        prompt(reaction.lines, reaction.lead);
        return;
      case "voltage":
        void work(voltage);
        return;
      case "request":
        void work((signal) => ask(reaction.bytes, signal));
    }
  };

  const interrupt = (): void => {
    busy?.abort();
    busy = undefined;
    prompt(["STOPPED"]);
  };

  return {
    hear(text) {
      for (const character of text) {
        // The chip ignores line feeds and NULs; any other character stops what runs and is lost itself.
        if (character === "\n" || character === "\0") continue;
        if (busy !== undefined) {
          interrupt();
          continue;
        }
        if (settings.echo && character !== "\n" && character !== "\0")
          write(character === carriageReturn ? lineEnd() : character);
        if (character !== carriageReturn) {
          if (typed.length < longestCommand) typed += character;
          continue;
        }
        const command = typed;
        typed = "";
        run(command);
      }
    },
    end() {
      busy?.abort();
      busy = undefined;
    },
  };
};
