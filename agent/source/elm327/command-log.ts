/** One command that went to the adapter, and why. */
export interface SentCommand {
  /** Event time, epoch ms. */
  readonly at: number;
  readonly command: string;
  readonly why: string;
  /** Whether it made the adapter speak on the vehicle's bus; AT and ST commands do not leave the adapter. */
  readonly onBus: boolean;
}

/** What was sent: the last commands word for word, and counts of all of them since the start. */
export interface CommandLog {
  note(at: number, command: string, why: string): void;
  /** The last commands, oldest first. */
  recent(): readonly SentCommand[];
  /** All commands since the start, by reason. */
  counts(): Readonly<Record<string, number>>;
  /** How many of them went out on the bus. */
  onBus(): number;
}

const kept = 2_048;

/** A log that never grows: what the vehicle's maker, or its owner, may ask to see. */
export const createCommandLog = (most = kept): CommandLog => {
  const ring: SentCommand[] = [];
  const byReason = new Map<string, number>();
  let written = 0;
  let bus = 0;
  return {
    note(at, command, why) {
      const onBus = /^[0-9A-F]{2}/.test(command);
      ring[written % most] = { at, command, why, onBus };
      written += 1;
      if (onBus) bus += 1;
      byReason.set(why, (byReason.get(why) ?? 0) + 1);
    },
    recent: () => {
      const first = written > most ? written % most : 0;
      return [...ring.slice(first), ...ring.slice(0, first)];
    },
    counts: () => Object.fromEntries(byReason),
    onBus: () => bus,
  };
};
