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

/** The folder of a process in which a file lies; undefined for its root files and for what is of another process. */
const roomIn = (process: string, path: string): string | undefined =>
  path.startsWith(`${process}/`) ? /^[^/]+\/([^/]+)\//.exec(path)?.[1] : undefined;
const inside = (path: string, ...folders: string[]): boolean => folders.some((folder) => path.startsWith(`${folder}/`));
const pure = ["source/obd", "decode", "signals", "features", "rules", "warnings", "prompts", "doctor"].map(
  (room) => `agent/${room}`,
);

/** Rooms of the simulators, and what each may stand on; the first three are the ground, the demo is the roof. */
const simulatorRooms: Readonly<Record<string, readonly string[]>> = {
  process: [],
  play: [],
  report: [],
  vehicle: [],
  inject: [],
  replay: ["inject", "play", "process", "report"],
  record: ["process", "replay"],
  elm327: ["inject", "process", "replay", "vehicle"],
  scenarios: ["elm327", "play", "process", "replay", "report", "vehicle"],
  evaluate: ["play", "process", "replay", "report", "scenarios", "vehicle"],
  house: ["process", "vehicle"],
  demo: ["process"],
};

/** The one file through which the simulation of the whole house sees both processes. */
const wholeHouse = "simulators/house/parts.ts";

/** What stands at the root of a process, and its rooms: a new one is added here on purpose. */
const processes: Readonly<Record<string, { readonly root: readonly string[]; readonly rooms: readonly string[] }>> = {
  agent: {
    root: ["agent.ts", "config.ts", "errors.ts", "main.ts", "passage.ts", "pipeline.ts"],
    rooms: [
      ...["blackbox", "commands", "compose", "dealers", "decode", "doctor", "features", "hmi", "hmi-page"],
      ...["outbox", "prompts", "rules", "settings", "signals", "source", "uplink", "vehicle-profiles", "warnings"],
    ],
  },
  "cloud-bridge": {
    root: ["bridge.ts", "config.ts", "errors.ts", "main.ts"],
    rooms: ["connectors", "console", "desk", "inbox", "platform", "vehicles"],
  },
  simulators: { root: ["errors.ts", "main.ts"], rooms: [...Object.keys(simulatorRooms), "drives"] },
};

/** The nouns of the bridge, and the nouns below each: a new one is added here on purpose. */
const nouns: Readonly<Record<string, readonly string[]>> = {
  vehicles: [],
  "desk/clocks": [],
  "desk/knowledge": [],
  "desk/problems": ["desk/knowledge", "vehicles"],
  "desk/tickets": ["desk/clocks", "desk/knowledge", "desk/problems", "vehicles"],
};
const nounOf = (path: string): string | undefined =>
  Object.keys(nouns).find((noun) => inside(path, `cloud-bridge/${noun}`));
/** What decides in the bridge: facts in, changes out. */
const deciding = [
  ...["command", "life", "policy", "admission", "ticket", "table"].map((file) => `desk/tickets/${file}.ts`),
  ...["alert", "life", "table"].map((file) => `desk/problems/${file}.ts`),
  ...["desk/clocks/sla.ts", "desk/knowledge/knowledge.ts", "desk/knowledge/wishes.ts"],
  ...["vehicles/vehicle.ts", "vehicles/table.ts", "inbox/reception.ts", "inbox/table.ts"],
].map((file) => `cloud-bridge/${file}`);

/** Whether a file, with everything it imports, asks nothing of the outside. */
const standsAlone = (file: string, seen = new Set<string>()): boolean => {
  if (seen.has(file)) return true;
  seen.add(file);
  return all
    .filter(({ from }) => from === file)
    .every(({ to }) => (files.includes(to) ? standsAlone(to, seen) : to === "zod"));
};

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
    // docs/decisions/0007: a CAN log is read by the decoder that runs in the car, not by a second table.
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
      from === wholeHouse ||
      (inside(from, "simulators/replay/can") && decoder.includes(to));
    expect(
      breaking(
        ({ from, to }) =>
          inside(from, "simulators") &&
          ((inside(to, "cloud-bridge") && from !== wholeHouse) || (inside(to, "agent") && !mayTouch({ from, to }))),
      ),
    ).toEqual([]);
  });

  test("the emulator's encoding and the agent's decoding share no table", () => {
    expect(breaking(({ from, to }) => inside(from, "simulators/elm327") && inside(to, "agent"))).toEqual([]);
  });

  test("rooms of the agent meet only in its root files and in what joins them", () => {
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
        const [a, b] = [roomIn("agent", from), roomIn("agent", to)];
        return a !== undefined && b !== undefined && a !== b && !joins.has(a) && !allowed.has(`${a}>${b}`);
      }),
    ).toEqual([]);
  });

  test("the adapter's dialect stands on OBD, and OBD knows no adapter", () => {
    expect(breaking(({ from, to }) => inside(from, "agent/source/obd") && inside(to, "agent/source/elm327"))).toEqual(
      [],
    );
  });

  test("decode knows OBD and no adapter", () => {
    expect(breaking(({ from, to }) => inside(from, "agent/decode") && inside(to, "agent/source/elm327"))).toEqual([]);
  });

  test("rooms of the simulators stand on each other in one direction", () => {
    expect(
      breaking(({ from, to }) => {
        const [a, b] = [roomIn("simulators", from), roomIn("simulators", to)];
        return a !== undefined && b !== undefined && a !== b && !(simulatorRooms[a] ?? []).includes(b);
      }),
    ).toEqual([]);
  });

  test("the platform of the bridge knows no noun, and the console only what goes over the wire", () => {
    expect(
      breaking(({ from, to }) => {
        const room = roomIn("cloud-bridge", from);
        if ((room !== "platform" && room !== "console") || !inside(to, "cloud-bridge")) return false;
        return !inside(to, `cloud-bridge/${room}`) && to !== "cloud-bridge/errors.ts";
      }),
    ).toEqual([]);
  });

  test("a noun of the bridge stands on pure files of the nouns below it", () => {
    const folders = globSync("cloud-bridge/desk/*", { cwd: root }).map((path) => path.slice("cloud-bridge/".length));
    expect(folders.filter((folder) => nouns[folder] === undefined)).toEqual([]);
    expect(
      breaking(({ from, to }) => {
        const [noun, other] = [nounOf(from), nounOf(to)];
        if (noun === undefined || other === noun) return false;
        if (other === undefined) return inside(to, "cloud-bridge") && !inside(to, "cloud-bridge/platform");
        return !(nouns[noun] ?? []).includes(other) || !standsAlone(to);
      }),
    ).toEqual([]);
  });

  test("a connector knows the platform and what a ticket is, and no noun", () => {
    expect(
      breaking(
        ({ from, to }) =>
          inside(from, "cloud-bridge/connectors") &&
          inside(to, "cloud-bridge") &&
          !inside(to, "cloud-bridge/connectors", "cloud-bridge/platform") &&
          to !== "cloud-bridge/errors.ts",
      ),
    ).toEqual([]);
  });

  test("only the commit of the inbox and the bridge itself see what nouns do", () => {
    const all = new Set(["cloud-bridge/inbox/commit.ts", "cloud-bridge/bridge.ts"]);
    expect(
      breaking(
        ({ from, to }) =>
          inside(from, "cloud-bridge") &&
          !all.has(from) &&
          nounOf(from) === undefined &&
          nounOf(to) !== undefined &&
          !standsAlone(to),
      ),
    ).toEqual([]);
  });

  test("a file at the root of a process and a room are there on purpose", () => {
    for (const [process, { root: named, rooms }] of Object.entries(processes)) {
      const own = globSync(`${process}/**/*`, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
      const paths = own.map(({ parentPath, name }) => relative(join(root, process), join(parentPath, name)));
      const found = {
        root: paths.filter((path) => !path.includes("/")).toSorted(),
        rooms: [...new Set(paths.filter((path) => path.includes("/")).map((path) => path.slice(0, path.indexOf("/"))))],
      };
      expect({ process, root: found.root, rooms: found.rooms.toSorted() }).toEqual({
        process,
        root: named.toSorted(),
        rooms: rooms.toSorted(),
      });
    }
  });

  test("pure rooms and machines do no I/O and know no clock", () => {
    const machine = (path: string): boolean => path.endsWith("-machine.ts") || path === "agent/pipeline.ts";
    const isPure = (path: string): boolean => inside(path, ...pure) || machine(path) || deciding.includes(path);
    expect(deciding.filter((file) => !files.includes(file) || !standsAlone(file))).toEqual([]);
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
