import { allMoves } from "./policy.ts";

/** The chapter of docs/api.md on what a person may do with a ticket. */
export const movesPage = (): string =>
  [
    "## Moves",
    "",
    "What a person may do from each state; the first is the likely one, `*` needs a note that says why.",
    "",
    "| from | to |",
    "|---|---|",
    ...allMoves().map(
      ({ from, moves }) =>
        `| ${from} | ${moves.map(({ to, needs }) => `${to}${needs.length > 0 ? "*" : ""}`).join(", ") || "–"} |`,
    ),
    "",
    "`merged` is not reached by a move: naming the ticket that takes over is not built yet.",
    "",
  ].join("\n");
