/**
 * Runs every bench and prints each number beside its budget; exit code 1 when one is missed. `npm run bench -- NAME` runs one;
 * `npm run bench -- --against DIR` compares with another checkout, in turns.
 */
import type { Measured } from "./measured.ts";

const benches: Readonly<Record<string, () => Promise<{ run(): Promise<readonly Measured[]> }>>> = {
  pipeline: () => import("./pipeline.ts"),
  replay: () => import("./replay.ts"),
  vehicle: () => import("./vehicle.ts"),
  polling: () => import("./polling.ts"),
  bridge: () => import("./bridge.ts"),
  agent: () => import("./agent.ts"),
};

const figure = (value: number): string =>
  value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });

const [first, other, ...rest] = process.argv.slice(2);
const chosen = first === "--against" ? rest : process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}

if (first === "--against") {
  const { runAgainst } = await import("./against.ts");
  process.exit(other === undefined ? 2 : runAgainst(other, chosen));
}

let missed = 0;
for (const [name, load] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const { run } = await load();
  for (const measured of await run()) {
    if (!measured.ok) missed += 1;
    console.log(
      `${measured.ok ? "ok  " : "OVER"}  ${measured.name.padEnd(52)} ${figure(measured.value).padStart(12)} ${measured.unit.padEnd(12)} budget: ${measured.budget}`,
    );
  }
}
process.exit(missed === 0 ? 0 : 1);
