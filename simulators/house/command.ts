import { SimulatorError } from "../errors.ts";
import { streamOutput } from "../process/output.ts";
import { createProgressBar } from "../process/progress.ts";
import { type Lived, liveThrough } from "./house.ts";

/** Options of `house` as the command line hands them over. */
export interface HouseCommand {
  readonly seeds: number;
  readonly from: number;
  readonly seed?: number | undefined;
  readonly verbose?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** How one seed is played again. */
export const againWith = (seed: number): string => `npm run sim -- house --seed ${seed} --verbose`;

const linesOf = ({ seed, faults, warnings, tickets, digest, story }: Lived, verbose: boolean): string => {
  const verdict = faults.length === 0 ? "holds" : `FAULT, play it again with: ${againWith(seed)}`;
  const head = `seed ${seed}: ${warnings} warnings, ${tickets} tickets, ${digest.slice(0, 16)}: ${verdict}`;
  const told = faults.slice(0, 5).map((fault) => `  ${fault}`);
  return `${[...(verbose ? story : []), head, ...told].join("\n")}\n`;
};

/** The `house` command: one seed after the other; exit code 1 when an invariant did not hold. */
export const runHouse = async (command: HouseCommand, signal: AbortSignal): Promise<void> => {
  const { seed, json = false, verbose = false } = command;
  const seeds = seed === undefined ? Array.from({ length: command.seeds }, (_, n) => command.from + n) : [seed];
  const output = streamOutput(process.stdout);
  const bar = createProgressBar(process.stderr, "house", seeds.length, () => performance.now());
  const fallen: number[] = [];
  for (const [done, one] of seeds.entries()) {
    signal.throwIfAborted();
    const lived = await liveThrough(one);
    if (lived.faults.length > 0) fallen.push(one);
    const { story: _story, ...short } = lived;
    bar.clear();
    if (json) output.write(`${JSON.stringify(verbose ? lived : short)}\n`);
    else if (verbose || lived.faults.length > 0) output.write(linesOf(lived, verbose));
    bar.show(done + 1);
  }
  bar.clear();
  output.write(
    json
      ? `${JSON.stringify({ seeds: seeds.length, fallen })}\n`
      : `${seeds.length} seeds, ${fallen.length} with a fault\n`,
  );
  await output.flush();
  const [first] = fallen;
  if (first !== undefined)
    throw new SimulatorError(
      "SIMULATOR_HOUSE_FELL",
      `${fallen.length} of ${seeds.length} seeds, the first is ${first}`,
    );
};
