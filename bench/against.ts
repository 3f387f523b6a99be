import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** What one run printed: value by name of the figure. */
type Figures = ReadonlyMap<string, { readonly value: number; readonly unit: string }>;

/** The form that every version of `bench/main.ts` prints. */
const line = /^(?:ok {2}|OVER) {2}(.+?) {2,}([\d.,]+) (\S+(?: \S+)*?) +budget:/;

const pairs = 3;

const runIn = (folder: string, names: readonly string[]): Figures => {
  // Each tree runs with the Node.js that it brings along.
  const path = [join(folder, "node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  const options = { cwd: folder, encoding: "utf8", env: { ...process.env, PATH: path } } as const;
  const { stdout, stderr } = spawnSync("node", [join("bench", "main.ts"), ...names], options);
  const figures = new Map<string, { readonly value: number; readonly unit: string }>();
  for (const text of stdout.split("\n")) {
    const [, name, value, unit] = line.exec(text) ?? [];
    if (name !== undefined && value !== undefined && unit !== undefined)
      figures.set(name, { value: Number(value.replaceAll(",", "")), unit });
  }
  if (figures.size === 0) throw new Error(`${folder} printed no figure: ${stderr.slice(0, 500)}`);
  return figures;
};

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * Runs the benches here and in another checkout of this project in turns, and prints the ratio of each figure. A machine that is
 * busy or noisy is so for both.
 */
export const runAgainst = (other: string, names: readonly string[]): number => {
  const folder = resolve(other);
  if (!existsSync(join(folder, "bench", "main.ts"))) {
    console.error(`${folder} is no checkout of this project: it has no bench/main.ts.`);
    return 2;
  }
  const here: Figures[] = [];
  const there: Figures[] = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    console.error(`pair ${pair} of ${pairs} …`);
    there.push(runIn(folder, names));
    here.push(runIn(process.cwd(), names));
  }
  for (const [name, { unit }] of here[0] ?? []) {
    const valuesOf = (runs: readonly Figures[]): number[] => runs.flatMap((run) => run.get(name)?.value ?? []);
    const [now, before] = [valuesOf(here), valuesOf(there)];
    if (before.length === 0) {
      console.log(`${name.padEnd(52)} ${medianOf(now)} ${unit}, new`);
      continue;
    }
    // Nothing against nothing is the same.
    const ratios = now.map((value, index) => (value === before[index] ? 1 : value / (before[index] ?? Number.NaN)));
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
    console.log(
      `${name.padEnd(52)} ${medianOf(now)} ${unit} against ${medianOf(before)}: ${medianOf(ratios).toFixed(2)} times (${least} to ${most})`,
    );
  }
  return 0;
};
