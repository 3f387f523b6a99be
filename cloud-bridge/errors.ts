/**
 * Every failure the bridge can hand to an operator, by a code that never changes; the wording may. The first sentence says
 * what stopped, the second what to do. The detail (a path, a port, a cause) stands between them.
 */
export const bridgeErrors = {
  BRIDGE_USAGE: ["The command line does not hold", "See `--help` for the commands and their options"],
  BRIDGE_NODE_TOO_OLD: ["This Node.js is too old", "Start the bridge with Node.js 24 or newer"],
  BRIDGE_CONFIG_INVALID: ["The configuration does not hold", "Correct the entries named here"],
  BRIDGE_FILE_MISSING: ["A file cannot be read", "Check the path and the permission to read it"],
  BRIDGE_PORT_IN_USE: ["A port is taken by another program", "Stop that program or choose another port"],
  BRIDGE_ADDRESS_UNAVAILABLE: ["An address cannot be listened on", "Check `host` and `port` in the configuration"],
  BRIDGE_STORE_UNAVAILABLE: [
    "The database cannot be used",
    "Check the disk and the permissions of `store.file`, or that the server of `store.url` runs and lets this user in",
  ],
  BRIDGE_STORE_IN_USE: [
    "Another bridge works with this database file",
    "Stop it, give another `store.file`, or let both use PostgreSQL with `store.url`",
  ],
  BRIDGE_STORE_NEWER: ["The database was written by a newer bridge", "Start that version, or give another `store`"],
} as const satisfies Readonly<Record<string, readonly [what: string, toDo: string]>>;

export type BridgeErrorCode = keyof typeof bridgeErrors;

/** What stops an operation of the bridge: a code for machines, one sentence for people. */
export class BridgeError extends Error {
  override readonly name = "BridgeError";
  readonly code: BridgeErrorCode;

  constructor(code: BridgeErrorCode, detail: string, options?: ErrorOptions) {
    const [what, toDo] = bridgeErrors[code];
    super(`${what}: ${detail}. ${toDo}.`, options);
    this.code = code;
  }
}
