import fc from "fast-check";
import { expect, test } from "vitest";
import { type CommandInput, type CommandState, next } from "../../../../agent/source/elm327/command-machine.ts";

const sent: CommandInput = { kind: "sent" };
const prompt: CommandInput = { kind: "prompt" };
const timeout: CommandInput = { kind: "timeout" };
const closed: CommandInput = { kind: "closed" };
const line = (text: string): CommandInput => ({ kind: "line", text });

const idle: CommandState = { at: "idle" };
const waiting = (...lines: string[]): CommandState => ({ at: "awaitingPrompt", lines });
const draining: CommandState = { at: "draining" };
const failed = (code: "TIMEOUT" | "STUCK" | "CLOSED"): CommandState => ({ at: "done", outcome: { ok: false, code } });
const answered = (...lines: string[]): CommandState => ({ at: "done", outcome: { ok: true, lines } });

test.each<[string, CommandState, CommandInput, CommandState]>([
  ["nothing is sent yet: a line is noise", idle, line("41"), idle],
  ["nothing is sent yet: a prompt is noise", idle, prompt, idle],
  ["nothing is sent yet: no deadline runs", idle, timeout, idle],
  ["the port goes before the command", idle, closed, failed("CLOSED")],
  ["the command is on the wire", idle, sent, waiting()],
  ["a line of the answer", waiting(), line("41 05 7B"), waiting("41 05 7B")],
  ["another line", waiting("a"), line("b"), waiting("a", "b")],
  ["the prompt ends the answer", waiting("a", "b"), prompt, answered("a", "b")],
  ["a prompt alone is an answer without lines", waiting(), prompt, answered()],
  ["sent twice is sent", waiting("a"), sent, waiting("a")],
  ["too late: wait for the prompt before anything else", waiting("a"), timeout, draining],
  ["the port goes in the middle", waiting("a"), closed, failed("CLOSED")],
  ["a late line falls to the floor", draining, line("41 05 7B"), draining],
  ["nothing is sent while it drains", draining, sent, draining],
  ["the late prompt frees the wire", draining, prompt, failed("TIMEOUT")],
  ["no prompt at all", draining, timeout, failed("STUCK")],
  ["the port goes while it drains", draining, closed, failed("CLOSED")],
  ["done stays done on a prompt", answered("a"), prompt, answered("a")],
  ["done stays done on a line", answered("a"), line("b"), answered("a")],
  ["done stays done on a close", failed("TIMEOUT"), closed, failed("TIMEOUT")],
  ["done stays done on a deadline", failed("STUCK"), timeout, failed("STUCK")],
  ["done stays done when sent", answered(), sent, answered()],
])("%s", (_, before, input, after) => {
  expect(next(before, input)).toEqual(after);
});

test("an endless answer is given up, and its memory with it", () => {
  let state = next(idle, sent);
  for (let n = 0; n < 10_000; n++) state = next(state, line("41"));
  expect(state).toEqual(draining);
});

test("in any course of events an answer needs a prompt, and what is done stays", () => {
  const input = fc.oneof(fc.constantFrom(sent, prompt, timeout, closed), fc.string().map(line));
  fc.assert(
    fc.property(fc.array(input), (inputs) => {
      let state = next(idle, sent);
      for (const [n, one] of inputs.entries()) {
        const after = next(state, one);
        if (state.at === "done") expect(after).toBe(state);
        else if (after.at === "done" && after.outcome.ok) {
          expect(one).toBe(prompt);
          const lines = inputs.slice(0, n).flatMap((each) => (each.kind === "line" ? [each.text] : []));
          expect(after.outcome.lines).toEqual(lines);
        }
        state = after;
      }
    }),
  );
});
