/**
 * Every failure a simulator can hand to an engineer, by a code that never changes; the wording may. The first sentence
 * says what stopped, the second what to do. The detail (a file, a line, a port) stands between them.
 */
export const simulatorErrors = {
  SIMULATOR_FILE_MISSING: ["A file cannot be read", "Check the path and the permission to read it"],
  SIMULATOR_FILE_UNWRITABLE: ["A file cannot be written", "Give a path in a folder that this user may write"],
  SIMULATOR_DRIVE_EMPTY: ["The drive holds nothing to replay", "Give a recording with a header and at least one row"],
  SIMULATOR_DRIVE_TRUNCATED: ["The compressed drive ends too early", "Copy the file again from its source"],
  SIMULATOR_DRIVE_CORRUPT: ["The compressed drive is damaged", "Copy the file again from its source"],
  SIMULATOR_DRIVE_BINARY: ["The drive is not text", "Give a CSV or journal file, plain or gzipped"],
  SIMULATOR_DRIVE_UNKNOWN: [
    "No importer knows this drive",
    "Give a recording of a format that is read, plain or gzipped",
  ],
  SIMULATOR_DRIVE_DELIMITER: ["The columns are parted by the wrong character", "Keep the recording's own delimiter"],
  SIMULATOR_DRIVE_LINE: ["A line of the drive cannot be read", "Correct or remove the line named here"],
  SIMULATOR_DBC_INVALID: ["The bus description does not hold", "Correct the line named here"],
  SIMULATOR_DBC_NEEDED: [
    "A CAN log without diagnosis in it cannot be read without a description of its bus",
    "Give the DBC file with --dbc FILE, once for each file",
  ],
  SIMULATOR_MAPPING_INVALID: ["The signal mapping does not hold", "Correct the entries named here"],
  SIMULATOR_SCENARIO_INVALID: ["The overlay does not hold", "Correct the entries named here"],
  SIMULATOR_DRIVE_SCENARIO_INVALID: ["The drive scenario does not hold", "Correct the entries named here"],
  SIMULATOR_DRIVE_SCENARIO_UNKNOWN: [
    "There is no drive scenario of this name",
    "Give one that `npm run sim -- drive --list` shows, or the path of a scenario file",
  ],
  SIMULATOR_RECORDING_EMPTY: ["Nothing was recorded", "Check the adapter, its address and the ignition"],
  SIMULATOR_RULE_UNKNOWN: ["This rule is not scored", "Give rules of this list"],
  SIMULATOR_SCORES_FELL: [
    "A rule is scored lower than simulators/evaluate/scores.json keeps",
    'Mend the rule, or say why: npm run sim -- evaluate --ledger write --why "…"',
  ],
  SIMULATOR_CHECKPOINT_INVALID: ["The checkpoint cannot be read", "Delete it to begin anew"],
  SIMULATOR_CHECKPOINT_FOREIGN: [
    "The checkpoint belongs to another replay",
    "Delete it, or give this replay a checkpoint file of its own",
  ],
  SIMULATOR_PORT_IN_USE: ["The port is taken by another program", "Stop that program or choose another port"],
  SIMULATOR_PORT_REFUSED: [
    "The port cannot be opened",
    "Choose a port from 1024 to 65535 and an address of this machine",
  ],
  SIMULATOR_BUS_UNKNOWN: [
    "The emulated car cannot have this bus",
    "Give a number from 1 to 9 as ATSP counts; SAE J1939 carries no OBD-II and is not emulated",
  ],
  SIMULATOR_PERSONALITY_UNKNOWN: [
    "No adapter has this name",
    "List the names with: npm run sim -- elm327 --list-personalities",
  ],
  SIMULATOR_SOCAT_MISSING: [
    "A pseudo terminal needs the program socat",
    "Install socat, or leave out --pty and connect by TCP",
  ],
  SIMULATOR_HOUSE_FELL: [
    "An invariant of the house did not hold",
    "Play the seed again with: npm run sim -- house --seed N --verbose",
  ],
  SIMULATOR_DEMO_FAILED: ["The main job came to a halt", "Run it again without --json to see every step"],
} as const satisfies Readonly<Record<string, readonly [what: string, toDo: string]>>;

export type SimulatorErrorCode = keyof typeof simulatorErrors;

/** What stops a simulator: a code for machines, one sentence for people. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";
  readonly code: SimulatorErrorCode;

  constructor(code: SimulatorErrorCode, detail: string, options?: ErrorOptions) {
    const [what, toDo] = simulatorErrors[code];
    super(`${what}: ${detail}. ${toDo}.`, options);
    this.code = code;
  }
}
