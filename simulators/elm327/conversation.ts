import type { Reaction } from "./at-commands.ts";
import { isCan } from "./buses.ts";
import { react } from "./dialect.ts";
import { createInquiry, type InquiryOptions } from "./inquiry.ts";
import { powerOn, type Settings } from "./settings.ts";
import { createTransport, type Wait, withLosses } from "./transport.ts";
import { drawMisfortune, losesSettings, type Misfortune, type Script, spoilt } from "./trouble.ts";

export interface ConversationOptions extends InquiryOptions {
  readonly wait: Wait;
  readonly write: (text: string) => void;
  /** The adapter breaks the connection. */
  readonly hangUp: () => void;
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
/** How long an answer is held up that comes too late for every host. */
const lateMs = 3_000;
/** ATLP takes effect a second after its OK (ELM327 data sheet). */
const fallsAsleepMs = 1_000;

export const createConversation = (options: ConversationOptions): Conversation => {
  const { adapter, car, random, now, wait, fail } = options;
  const { personality, bus } = adapter;
  const transport = createTransport({ personality, random, now, wait, write: options.write, hangUp: options.hangUp });
  const inquire = createInquiry(options);
  let settings: Settings = powerOn();
  let typed = "";
  let last = "";
  /** Never to be heard of again, until the next connection. */
  let dead = false;
  let asleepAt: number | undefined;
  let deafUntil = 0;
  const gone = new AbortController();
  /** Commands for which the echo outlives ATE0. */
  let echoes = 0;
  /** Aborts the work on a command; undefined while the adapter waits for one. */
  let busy: AbortController | undefined;

  const lineEnd = (): string => (settings.linefeeds ? "\r\n" : "\r");
  const prompt = (lines: readonly string[], lead = 0): void => {
    const end = lineEnd();
    transport.send(`${end.repeat(lead)}${lines.map((line) => line + end).join("")}${end}>`);
  };
  const banner = (): void => {
    const junk = personality.junkAfterReset === true ? ["\xfc\0", "\0\0"] : ["", ""];
    prompt([`${junk[0]}${personality.banner}${junk[1]}`], 2);
  };

  /** What comes of a request; the settings are the chip's again at once, for nothing else changes them meanwhile. */
  const ask = async (bytes: readonly number[], enough: number | undefined): Promise<Script> => {
    await car.advance(true);
    const outcome = inquire(settings, bytes, enough);
    settings = outcome.settings;
    return outcome.script;
  };

  /** Prints line by line as time goes by; what is due together goes out together. */
  const play = async ({ lines, promptAtMs }: Script, signal: AbortSignal): Promise<string> => {
    let text = "";
    let atMs = 0;
    const goTo = async (nextMs: number): Promise<void> => {
      if (nextMs <= atMs) return;
      if (text !== "") transport.send(text);
      text = "";
      await wait(nextMs - atMs, signal);
      atMs = nextMs;
    };
    for (const line of lines) {
      await goTo(line.atMs);
      text += line.text + lineEnd();
    }
    await goTo(promptAtMs);
    return text;
  };

  const suffer = (misfortune: Misfortune | undefined): void => {
    if (misfortune === "hang") dead = true;
    if (misfortune === "late") transport.holdUp(lateMs);
    if (misfortune === "disconnect") transport.breakInside();
  };

  /** Works on a command that takes time; until its prompt, any character stops it. */
  const work = async (task: (signal: AbortSignal) => Promise<Script>, misfortune?: Misfortune): Promise<void> => {
    const running = new AbortController();
    busy = running;
    try {
      const script = spoilt(await task(running.signal), misfortune, isCan(bus), random);
      running.signal.throwIfAborted();
      suffer(misfortune);
      if (dead) return;
      const rest = await play(script, running.signal);
      if (busy !== running) return;
      busy = undefined;
      const end = lineEnd();
      if (losesSettings(misfortune)) settings = powerOn(settings);
      transport.send(`${rest}${end}>`);
    } catch (cause) {
      if (!running.signal.aborted) fail(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };

  const said = async (line: () => string): Promise<Script> => {
    await car.advance(false);
    return { lines: [{ atMs: 0, text: line() }], promptAtMs: 0 };
  };
  /** Nothing is broadcast on an emulated bus: it is silent until a character ends it. */
  const monitor = async (signal: AbortSignal): Promise<Script> => {
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    return { lines: [], promptAtMs: 0 };
  };

  /** Deaf to everything while it starts. */
  const reset = async (tookMs: number): Promise<void> => {
    if (personality.waits) {
      deafUntil = now() + tookMs;
      try {
        await wait(tookMs, gone.signal);
      } catch {
        // The host hung up while the chip started: there is nobody to tell.
        return;
      }
    }
    banner();
  };

  const obey = (reaction: Reaction): void => {
    const { kind } = reaction;
    if (kind === "say") prompt(reaction.lines, reaction.lead);
    else if (kind === "reset") void reset(reaction.tookMs);
    else if (kind === "voltage") void work(() => said(() => `${car.batteryVolts().toFixed(1)}V`));
    else if (kind === "ignition") void work(() => said(() => (car.awake() ? "ON" : "OFF")));
    else if (kind === "monitor") void work(monitor);
    else if (kind === "request")
      void work(() => ask(reaction.bytes, reaction.enough), drawMisfortune(personality.chances, random));
    else {
      asleepAt = now() + fallsAsleepMs;
      prompt(["OK"]);
    }
  };

  const run = (text: string): void => {
    // An empty line repeats the last command, whatever it was.
    const command = text.trim() === "" ? last : text;
    last = command;
    if (personality.locksUpOn?.test(command.replace(/\s/g, "").toUpperCase().slice(2)) === true) dead = true;
    if (dead) return;
    const reaction = react(settings, command, adapter);
    if (settings.echo && !reaction.settings.echo) echoes = personality.echoesOn ?? 0;
    else if (echoes > 0) echoes -= 1;
    settings = reaction.settings;
    obey(reaction);
  };

  const interrupt = (): void => {
    busy?.abort();
    busy = undefined;
    prompt(["STOPPED"]);
  };

  /** What still ran, or was half typed, ended when the chip fell asleep. */
  const wake = (): void => {
    busy?.abort();
    busy = undefined;
    typed = "";
    asleepAt = undefined;
    settings = powerOn(settings);
    banner();
  };

  return {
    hear(heard) {
      for (const character of withLosses(heard, personality.dropsCharacter, random)) {
        // The chip ignores line feeds and NULs; any other character stops what runs, or wakes it, and is lost itself.
        if (dead || character === "\n" || character === "\0" || now() < deafUntil) continue;
        if (asleepAt !== undefined && now() >= asleepAt) {
          wake();
          continue;
        }
        if (busy !== undefined) {
          interrupt();
          continue;
        }
        if (settings.echo || echoes > 0) transport.send(character === carriageReturn ? lineEnd() : character);
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
      dead = true;
      gone.abort();
      transport.end();
    },
  };
};
