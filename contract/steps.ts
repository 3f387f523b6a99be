/**
 * The steps of the main job. A process that takes one logs a line with the field `step` (pino, NDJSON on standard output),
 * so that whoever watches several processes can tell the story without knowing their sentences.
 */
export const steps = [
  /** agent: the adapter answered ATZ/ATI. Fields: adapter, port. */
  "adapter-found",
  /** agent: the car said who it is. Fields: vinMasked. */
  "vin",
  /** agent: the first decoded value. Fields: path, value, unit. */
  "first-reading",
  /** agent: an episode was raised and is stored. Fields: warning (WarningEvent). */
  "warning-raised",
  /** agent: the head unit shows it. Fields: prompt { episode, rule, severity, title, body, language }, sampledAt, shownAt (wall ms). */
  "prompt-shown",
  /** agent: the broker took the message. Fields: id. */
  "alert-sent",
  /** agent: the bridge committed everything up to this. Fields: upTo. */
  "receipt",
  /** bridge: a ticket was opened and committed. Fields: ticket, number, rule, priority, vehicleId, sampledAt?, committedAt (wall ms). */
  "ticket-opened",
  /** any: a page or port is open. Fields: url. */
  "listening",
] as const;
export type Step = (typeof steps)[number];
