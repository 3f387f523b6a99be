/** One command that went to the adapter, and why. */
export interface SentCommand {
  /** Event time, epoch ms. */
  readonly at: number;
  readonly command: string;
  readonly why: string;
  /** Whether it made the adapter speak on the vehicle's bus; AT and ST commands do not leave the adapter. */
  readonly onBus: boolean;
}

/** How much was sent in one hour of event time. */
export interface SentHour {
  /** Start of the hour, epoch ms. */
  readonly from: number;
  readonly onBus: number;
  readonly toAdapter: number;
}

/** What was sent: the last commands word for word, every hour of the last week as a count, and all of it by reason. */
export interface CommandLog {
  note(at: number, command: string, why: string): void;
  /** The last commands to the car and the last to the adapter, oldest first. */
  recent(): readonly SentCommand[];
  hours(): readonly SentHour[];
  /** All commands since the start, by reason. */
  counts(): Readonly<Record<string, number>>;
  /** How many of them went out on the bus. */
  onBus(): number;
}

const kept = 2_048;
const hourMs = 3_600_000;
const keptHours = 168;

/** Grows to its size and then forgets the oldest. */
const createRing = (most: number) => {
  const ring: SentCommand[] = [];
  let written = 0;
  return {
    add(sent: SentCommand): void {
      ring[written % most] = sent;
      written += 1;
    },
    inOrder: (): readonly SentCommand[] => {
      const first = written > most ? written % most : 0;
      return [...ring.slice(first), ...ring.slice(0, first)];
    },
  };
};

/**
 * A log that never grows: what the vehicle's maker, or its owner, may ask to see. The car's commands have a ring of their
 * own, so that a night of watching the battery does not push out what was asked of the car.
 */
export const createCommandLog = (most = kept): CommandLog => {
  const toCar = createRing(most);
  const toAdapter = createRing(most);
  const byReason = new Map<string, number>();
  const hours: { from: number; onBus: number; toAdapter: number }[] = [];
  let bus = 0;
  const hourOf = (at: number): { from: number; onBus: number; toAdapter: number } => {
    const from = Math.floor(at / hourMs) * hourMs;
    const last = hours.at(-1);
    if (last?.from === from) return last;
    const fresh = { from, onBus: 0, toAdapter: 0 };
    hours.push(fresh);
    if (hours.length > keptHours) hours.shift();
    return fresh;
  };
  return {
    note(at, command, why) {
      const onBus = /^[0-9A-F]{2}/.test(command) && !command.startsWith("AT");
      (onBus ? toCar : toAdapter).add({ at, command, why, onBus });
      const hour = hourOf(at);
      if (onBus) {
        bus += 1;
        hour.onBus += 1;
      } else hour.toAdapter += 1;
      byReason.set(why, (byReason.get(why) ?? 0) + 1);
    },
    // Sorting is stable: what has the same instant keeps the order of its ring.
    recent: () => [...toCar.inOrder(), ...toAdapter.inOrder()].sort((a, b) => a.at - b.at),
    hours: () => hours.map((hour) => ({ ...hour })),
    counts: () => Object.fromEntries(byReason),
    onBus: () => bus,
  };
};
