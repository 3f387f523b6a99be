/**
 * Every failure this agent can hand to an operator, by a code that never changes; the wording may. The first sentence says
 * what stopped, the second what to do. The detail (a path, a port, a cause) stands between them.
 */
export const agentErrors = {
  AGENT_USAGE: ["The command line does not hold", "See `--help` for the commands and their options"],
  AGENT_NODE_TOO_OLD: ["This Node.js is too old", "Start the agent with Node.js 24 or newer"],
  AGENT_CONFIG_INVALID: [
    "The configuration does not hold",
    "Correct the entries named here; `sample-config` prints them all",
  ],
  AGENT_FILE_MISSING: ["A file cannot be read", "Check the path and the permission to read it"],
  AGENT_DATA_FOLDER: ["The data folder cannot be written", "Give `data.folder` a folder that this user may write"],
  AGENT_DATA_IN_USE: [
    "The data folder belongs to another agent",
    "Stop that agent or give `data.folder` another folder",
  ],
  AGENT_PORT_UNAVAILABLE: ["The way to the adapter cannot be opened", "Check the cable or address in `source.port`"],
  AGENT_PORT_IN_USE: ["The port is taken by another program", "Stop that program or choose another port"],
  AGENT_HMI_NOT_LOOPBACK: ["The head-unit page has no logins yet", "Bind it to 127.0.0.1, ::1 or localhost"],
  AGENT_JOURNAL_INVALID: ["The journal cannot be read", "Use a whole journal: one event a line, plain or gzipped"],
  AGENT_DEALERS_INVALID: ["The dealer directory does not hold", "Correct the line named here"],
  AGENT_OUTBOX_CORRUPT: [
    "The agent's database is damaged",
    "It was moved aside and a new one begun; keep the old one for a look",
  ],
  AGENT_DISK_FULL: ["The disk is full", "Free space on the disk of `data.folder`"],
  AGENT_BROKER_REFUSED: ["The broker refused this vehicle", "Check `uplink` user name, password and certificates"],
  AGENT_PASSWORD_MISSING: ["The broker password cannot be read", "Check the path in `uplink.passwordFile`"],
} as const satisfies Readonly<Record<string, readonly [what: string, toDo: string]>>;

export type AgentErrorCode = keyof typeof agentErrors;

/** What stops an operation of the agent: a code for machines, one sentence for people. */
export class AgentError extends Error {
  override readonly name = "AgentError";
  readonly code: AgentErrorCode;

  constructor(code: AgentErrorCode, detail: string, options?: ErrorOptions) {
    const [what, toDo] = agentErrors[code];
    super(`${what}: ${detail}. ${toDo}.`, options);
    this.code = code;
  }
}
