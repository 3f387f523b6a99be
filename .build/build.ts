/** Bundles each process and each page under dist/: what a car, a container and `npm start` run. `--if-stale` skips what is current. */
import { existsSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { build as buildPage } from "vite";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");

const processes = {
  agent: "agent/main.ts",
  bridge: "cloud-bridge/main.ts",
  simulators: "simulators/main.ts",
  // What the simulators' own threads begin with, found beside them.
  "simulators-worker": "simulators/evaluate/worker.ts",
};
const pages = { hmi: "agent/hmi-page", console: "cloud-bridge/console" };
const sources = ["agent", "cloud-bridge", "contract", "simulators"].map(
  (room) => `${room}/**/*.{ts,tsx,css,html,svg,csv,json}`,
);

const newest = (): number =>
  Math.max(
    ...globSync([...sources, "package-lock.json", ".build/*.ts"], { cwd: root }).map(
      (file) => statSync(join(root, file)).mtimeMs,
    ),
  );

const stamp = join(dist, ".built");
const current = (): boolean => existsSync(stamp) && statSync(stamp).mtimeMs >= newest();

const buildProcess = (name: string, entry: string): Promise<unknown> =>
  bundle({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(dist, `${name}.js`),
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    sourcemap: true,
    minifySyntax: true,
    legalComments: "linked",
    // serialport carries a native part, found from its own folder; it is loaded only when a serial device is opened.
    // The other two are optional speed-ups of `ws` that we do not install.
    external: ["serialport", "bufferutil", "utf-8-validate"],
    // Bundled CommonJS packages ask for Node's own modules through `require`.
    banner: {
      js: 'import { createRequire as fettleRequire } from "node:module"; const require = fettleRequire(import.meta.url);',
    },
    logLevel: "warning",
  });

const main = async (): Promise<void> => {
  if (process.argv.includes("--if-stale") && current()) return;
  process.stderr.write("Building dist/ …\n");
  const began = performance.now();
  const revision = newest();
  rmSync(stamp, { force: true });
  mkdirSync(dist, { recursive: true });
  for (const [name, entry] of Object.entries(processes)) await buildProcess(name, entry);
  for (const [name, folder] of Object.entries(pages))
    await buildPage({
      root: join(root, folder),
      configFile: join(root, folder, "vite.config.ts"),
      logLevel: "warn",
      build: { outDir: join(dist, name), emptyOutDir: true },
    });
  writeFileSync(stamp, `${new Date(revision).toISOString()}\n`);
  process.stderr.write(`Built dist/ in ${((performance.now() - began) / 1_000).toFixed(1)} s\n`);
};

await main();
