/** The life of one ELM327 command, as a pure function. Ports, timers and retries live in adapter.ts. */
export type CommandState =
  | { readonly at: "idle" }
  | { readonly at: "awaitingPrompt"; readonly lines: readonly string[] }
  /** Given up, but the adapter may still answer: nothing may be sent before its prompt. */
  | { readonly at: "draining" }
  | { readonly at: "done"; readonly outcome: CommandOutcome };

export type CommandInput =
  | { readonly kind: "sent" }
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "prompt" }
  | { readonly kind: "timeout" }
  | { readonly kind: "closed" };

/** The lines between a command and its prompt, or why there is no prompt to trust. */
export type CommandOutcome =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly code: "TIMEOUT" | "STUCK" | "CLOSED" };

/** Four ECUs with the longest ISO-TP message of service 01 stay under a hundred lines; more is a monitor let loose. */
const mostLines = 512;

const done = (outcome: CommandOutcome): CommandState => ({ at: "done", outcome });

/** The next state of a command; `done` is final, whatever comes. */
export const next = (state: CommandState, input: CommandInput): CommandState => {
  if (state.at === "done") return state;
  if (input.kind === "closed") return done({ ok: false, code: "CLOSED" });
  switch (state.at) {
    case "idle":
      return input.kind === "sent" ? { at: "awaitingPrompt", lines: [] } : state;
    case "awaitingPrompt":
      if (input.kind === "prompt") return done({ ok: true, lines: state.lines });
      if (input.kind === "timeout") return { at: "draining" };
      if (input.kind !== "line") return state;
      return state.lines.length === mostLines
        ? { at: "draining" }
        : { at: "awaitingPrompt", lines: [...state.lines, input.text] };
    case "draining":
      // The late answer falls to the floor; its prompt frees the wire.
      if (input.kind === "prompt") return done({ ok: false, code: "TIMEOUT" });
      return input.kind === "timeout" ? done({ ok: false, code: "STUCK" }) : state;
  }
};
