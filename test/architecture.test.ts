import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = globSync("{agent,cloud-bridge,contract,simulators}/**/*.{ts,tsx}", { cwd: root }).toSorted();

interface Import {
  readonly from: string;
  readonly to: string;
}

const importsOf = (file: string): Import[] =>
  [...readFileSync(join(root, file), "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, to]) => ({
    from: file,
    to: to?.startsWith(".") ? relative(root, normalize(join(root, dirname(file), to))) : (to ?? ""),
  }));

const all = files.flatMap(importsOf);
const breaking = (wrong: (edge: Import) => boolean): string[] =>
  all.filter(wrong).map(({ from, to }) => `${from} imports ${to}`);

const roomOf = (path: string): string | undefined => /^agent\/([^/.]+)\//.exec(path)?.[1];
const inside = (path: string, ...folders: string[]): boolean => folders.some((folder) => path.startsWith(`${folder}/`));
const pure = ["agent/decode", "agent/signals", "agent/features", "agent/rules", "agent/warnings", "agent/prompts"];

const simulated = ["vehicle", "scenarios", "play", "evaluate", "inject"].map((room) => `simulators/${room}`);
/** ECMAScript calls these "implementation-approximated": their last bits differ from one processor to the next. */
const approximated =
  /[\w)\]] \*\*|Math\.(a?cosh?|a?sinh?|a?tanh?|atan2|cbrt|exp|expm1|hypot|log|log1p|log10|log2|pow)\b/;

describe("the walls of the house", () => {
  test("contract imports nothing of ours", () => {
    expect(
      breaking(({ from, to }) => inside(from, "contract") && inside(to, "agent", "cloud-bridge", "simulators")),
    ).toEqual([]);
  });

  test("agent and cloud-bridge never import each other", () => {
    expect(
      breaking(
        ({ from, to }) =>
          (inside(from, "agent") && inside(to, "cloud-bridge")) ||
          (inside(from, "cloud-bridge") && inside(to, "agent")),
      ),
    ).toEqual([]);
  });

  test("nothing that runs in a car or a data centre imports the simulators", () => {
    expect(breaking(({ from, to }) => !inside(from, "simulators") && inside(to, "simulators"))).toEqual([]);
  });

  test("the simulators touch the agent at its pure heart alone, and only to replay", () => {
    // docs/decisions/0010: a CAN log is read by the decoder that runs in the car, not by a second table.
    const decoder = [
      "agent/decode/decode.ts",
      "agent/decode/pids.ts",
      "agent/decode/profile.ts",
      "agent/source/obd/code-roster.ts",
      "agent/source/obd/payloads.ts",
      "agent/source/obd/refusal-codes.ts",
      "agent/source/source.ts",
      "agent/vehicle-profiles/catalogue.ts",
    ];
    const mayTouch = ({ from, to }: Import): boolean =>
      (from === "simulators/play/judge.ts" && to === "agent/pipeline.ts") ||
      (inside(from, "simulators/replay/can") && decoder.includes(to));
    expect(
      breaking(
        ({ from, to }) =>
          inside(from, "simulators") &&
          (inside(to, "cloud-bridge") || (inside(to, "agent") && !mayTouch({ from, to }))),
      ),
    ).toEqual([]);
  });

  test("the emulator's encoding and the agent's decoding share no table", () => {
    expect(breaking(({ from, to }) => inside(from, "simulators/elm327") && inside(to, "agent"))).toEqual([]);
  });

  test("rooms of the agent meet only in pipeline.ts, agent.ts and what joins them", () => {
    const allowed = new Set([
      "rules>features",
      "warnings>rules",
      "decode>source",
      "vehicle-profiles>decode",
      "hmi>prompts",
      "hmi>dealers",
      "hmi-page>hmi",
      "hmi-page>dealers",
    ]);
    const joins = new Set(["commands", "compose"]);
    expect(
      breaking(({ from, to }) => {
        const [a, b] = [roomOf(from), roomOf(to)];
        return a !== undefined && b !== undefined && a !== b && !joins.has(a) && !allowed.has(`${a}>${b}`);
      }),
    ).toEqual([]);
  });

  test("pure rooms and machines do no I/O and know no clock", () => {
    const machine = (path: string): boolean => path.endsWith("-machine.ts") || path === "agent/pipeline.ts";
    const isPure = (path: string): boolean => inside(path, ...pure) || machine(path);
    expect(
      breaking(({ from, to }) => isPure(from) && /^(node:|pino|mqtt|serialport|fastify|kysely|socket\.io)/.test(to)),
    ).toEqual([]);
    const clocked = files.filter(
      (file) =>
        isPure(file) &&
        /\bDate\.now\(|new Date\(\)|\bsetTimeout\(|\bsetInterval\(|\bperformance\.|Math\.random\(/.test(
          readFileSync(join(root, file), "utf8"),
        ),
    );
    expect(clocked).toEqual([]);
  });

  test("what must give the same bits on every machine asks no engine for a power, a logarithm or a sine", () => {
    const sameBits = (file: string): boolean =>
      inside(file, ...pure.filter((room) => room !== "agent/decode"), ...simulated) ||
      /^simulators\/replay\/[^/]+$/.test(file);
    const comment = /^\s*(\/\*|\*|\/\/)/;
    const asked = files.filter(sameBits).flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .filter((line) => !comment.test(line) && approximated.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(asked).toEqual([]);
  });

  test("no import circle", () => {
    const edges = Map.groupBy(all, ({ from }) => from);
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
        return;
      }
      if (done.has(file)) return;
      for (const { to } of edges.get(file) ?? []) walk(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(circles).toEqual([]);
  });

  test("no junk drawers and no barrels but the driver's one door", () => {
    const junk = files.filter((file) => /\/(utils?|common|helpers?|types|misc)(\/|\.ts)/.test(file));
    const barrels = files.filter((file) => /\/index\.tsx?$/.test(file) && file !== "agent/source/elm327/index.ts");
    expect({ junk, barrels }).toEqual({ junk: [], barrels: [] });
  });
});
