/** Every refusal of the API: its status and the code that machines match. Wording may change, codes do not. */
export const problems = {
  REQUEST_INVALID: [400, "The request does not hold"],
  ORIGIN_REFUSED: [403, "This address may not use the API"],
  NOT_FOUND: [404, "There is nothing here"],
  TICKET_UNKNOWN: [404, "There is no such ticket"],
  VEHICLE_UNKNOWN: [404, "There is no such vehicle"],
  MOVE_ILLEGAL: [409, "The ticket cannot go there from where it is"],
  TICKET_CHANGED: [412, "Someone changed the ticket since it was read"],
  BODY_TOO_LARGE: [413, "The request is too large"],
  KEY_REUSED: [422, "This Idempotency-Key was used for another request"],
  NOTE_MISSING: [422, "This move needs a note that says why"],
  IF_MATCH_MISSING: [428, "Say which revision of the ticket this is about, in If-Match"],
  INTERNAL: [500, "The bridge failed on this request; the log says why"],
} as const satisfies Readonly<Record<string, readonly [status: number, sentence: string]>>;

export type ProblemCode = keyof typeof problems;

/** Thrown by an endpoint that refuses. `details` says what exactly, one sentence or word each. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly code: ProblemCode;
  readonly status: number;
  readonly details: readonly string[];

  constructor(code: ProblemCode, details: readonly string[] = []) {
    super(problems[code][1]);
    this.code = code;
    this.status = problems[code][0];
    this.details = details;
  }
}
