/** What a log holds of diagnosis, so that nothing of it is left out in silence. */
export interface DiagnosticSummary {
  readonly requests: number;
  readonly unanswered: number;
  /** Positive answers, refusals, and requests for more time. */
  readonly answers: number;
  readonly refused: number;
  readonly pending: number;
  /** Control units that answered, by the identifier of their answers. */
  readonly ecus: readonly string[];
  /** How often each PID, list or identifier was read, by service and name: `01 0C`, `03`, `22 0101 (hyundai-kia-2019)`. */
  readonly read: Readonly<Record<string, number>>;
}

const counted = (times: number, what: string): string => `${times} ${what}${times === 1 ? "" : "s"}`;

/** The summary as an engineer reads it. */
export const diagnosticLines = (summary: DiagnosticSummary): readonly string[] => {
  const { requests, unanswered, answers, refused, pending, ecus, read } = summary;
  if (requests + answers + refused === 0) return [];
  const parts = [
    `${counted(requests, "request")} (${unanswered} unanswered)`,
    `${counted(answers, "answer")}`,
    `${refused} refused`,
    ...(pending === 0 ? [] : [`${pending} asked for more time`]),
  ];
  const who = ecus.length === 0 ? "" : ` by ${ecus.join(", ")}`;
  const names = Object.entries(read).map(([name, times]) => `${name} (${times})`);
  return [`  diagnosis: ${parts.join(", ")}${who}`, ...(names.length === 0 ? [] : [`  read: ${names.join(", ")}`])];
};
