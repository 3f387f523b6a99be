/** Where progress is shown: standard error, and only where a person looks. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Work this short needs no progress. */
const silentMs = 2_000;
const refreshMs = 200;
const barLength = 24;

/** A bar for long work. `show` is told how much of `total` is done; `clear` leaves the line as it was. */
export interface ProgressBar {
  show(done: number): void;
  clear(): void;
}

export const createProgressBar = (
  stream: ProgressStream,
  label: string,
  total: number,
  now: () => number,
): ProgressBar => {
  const began = now();
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(done) {
      const at = now();
      if (stream.isTTY !== true || at - began < silentMs || at - shownAt < refreshMs) return;
      shownAt = at;
      const part = total > 0 ? Math.min(done / total, 1) : 0;
      const full = Math.round(part * barLength);
      stream.write(`\r${label} [${"=".repeat(full)}${" ".repeat(barLength - full)}] ${Math.round(part * 100)} %`);
    },
    clear() {
      if (shownAt !== Number.NEGATIVE_INFINITY) stream.write(`\r${" ".repeat(label.length + barLength + 10)}\r`);
    },
  };
};
